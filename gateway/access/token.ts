import { createHash, randomBytes } from 'node:crypto';

/** A text of 256 random bits that nobody can guess, for a cookie or a token. */
export function randomToken(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is kept of such a text: enough to recognise it, not enough to use it. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
