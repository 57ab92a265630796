import { createHmac } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { matchesSecret, type Secret, secret } from '../../plugins/settings/secret.ts';
import type { Accounts, Session } from '../access/account.ts';
import { randomToken, tokenDigest } from '../access/token.ts';

/** How long a session lasts, in milliseconds: a working day. */
const sessionLength = 12 * 3_600_000;

const cookieName = 'watchclock_session';

/** What sessions depend on. */
export interface SessionParts {
  readonly accounts: Pick<Accounts, 'openSession' | 'closeSession'>;
  /** How people reach the pages, when that is not the address itself. */
  readonly baseUrl: string | undefined;
  readonly now: () => number;
}

/** The text of a request's session cookie. */
export function sessionCookie({ headers }: FastifyRequest): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === cookieName)?.[1];
}

/** Begins a session under a fresh cookie, whatever cookie the browser came with, and ends the one before. */
export async function welcome(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  who: Pick<Session, 'account' | 'displayName' | 'proof'>,
  { accounts, baseUrl, now }: SessionParts,
): Promise<void> {
  await forget(request, accounts);
  const cookie = randomToken();
  const openedAt = now();
  const length = { openedAt, expiresAt: openedAt + sessionLength };
  await accounts.openSession({ ...who, ...length, digest: tokenDigest(cookie) });
  reply.setCookie(cookieName, cookie, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https' || baseUrl?.startsWith('https:') === true,
    maxAge: sessionLength / 1000,
  });
}

/** Ends the session of a request. */
export async function farewell(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { accounts }: Pick<SessionParts, 'accounts'>,
): Promise<void> {
  await forget(request, accounts);
  reply.clearCookie(cookieName, { path: '/' });
}

async function forget(request: FastifyRequest, accounts: SessionParts['accounts']): Promise<void> {
  const cookie = sessionCookie(request);
  if (cookie !== undefined) await accounts.closeSession(tokenDigest(cookie));
}

/** What every form of a session carries, so that no other page can send one. */
export function formKey(cookie: string): string {
  return createHmac('sha256', cookie).update('watchclock form').digest('base64url');
}

/** Whether a form carries the key of its session. */
export function isFormKey(given: string, cookie: string): boolean {
  return matchesSecret(secret(formKey(cookie)), given);
}

/** What a session opened with the gateway's own token keeps of it: another token ends the session. */
export function proofOf(token: Secret): string {
  return tokenDigest(`session ${token.reveal()}`);
}
