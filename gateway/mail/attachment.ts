import { createHash, randomBytes } from 'node:crypto';

/** A file as it is kept beside the log, under the digest that the log holds. */
export interface Attachment {
  /** SHA-256 of salt and content, hexadecimal. */
  readonly digest: string;
  readonly salt: Buffer;
  readonly content: Buffer;
}

/** The part of the store that keeps files; who erases one takes its salt along, and nobody can guess what it was. */
export interface Attachments {
  /** The content under a digest; undefined for one that was erased or never was. */
  readonly content: (digest: string) => Promise<Buffer | undefined>;
}

/** A file with a salt of its own. */
export function attachmentOf(content: Buffer): Attachment {
  const salt = randomBytes(saltBytes);
  const digest = createHash('sha256').update(salt).update(content).digest('hex');
  return { digest, salt, content };
}

/** The bytes of a salt. */
export const saltBytes = 16;
