import type { FastifyRequest } from 'fastify';
import { matchesSecret, type Secret } from '../../plugins/settings/secret.ts';
import type { Accounts } from '../access/account.ts';
import { tokenDigest } from '../access/token.ts';
import { accountViewer, anybody, installationViewer, type Viewer } from '../access/viewer.ts';
import { proofOf, sessionCookie } from './session.ts';

/** What tells who somebody is. */
export interface Identities {
  /** The gateway's own token. */
  readonly token: Secret;
  readonly accounts: Pick<Accounts, 'any' | 'account' | 'session' | 'token'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Somebody who was recognised; `cookie` is there when it was by a session. */
export interface Recognised {
  readonly viewer: Viewer;
  readonly cookie?: string;
}

/**
 * Who sends a request: by the token that it carries, else, for what reads and for forms of pages, by its session. A
 * token that nobody has is nobody, also where anybody may look.
 */
export async function identify(
  request: FastifyRequest,
  identities: Identities,
): Promise<Recognised | undefined> {
  const [, given] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? [];
  if (given !== undefined) return byToken(given, identities);
  const reads = isReading(request);
  const known =
    reads || request.routeOptions.config.form ? await bySession(request, identities) : undefined;
  if (known !== undefined) return known;
  return reads && !(await identities.accounts.any()) ? { viewer: anybody } : undefined;
}

/** Whether a request only reads. */
export function isReading({ method }: Pick<FastifyRequest, 'method'>): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(method);
}

async function byToken(given: string, { token, accounts, now }: Identities) {
  if (matchesSecret(token, given)) return { viewer: installationViewer('holder of the token') };
  const known = await accounts.token(tokenDigest(given), now());
  const account = known && (await accounts.account(known.account));
  if (known === undefined || account === undefined || account.disabledAt !== null) return undefined;
  return { viewer: accountViewer(account, known.scopes) };
}

async function bySession(request: FastifyRequest, { token, accounts, now }: Identities) {
  const cookie = sessionCookie(request);
  const session = cookie && (await accounts.session(tokenDigest(cookie), now()));
  if (!session) return undefined;
  const { account: name, displayName, proof } = session;
  if (name === null) {
    return proof === proofOf(token)
      ? { viewer: installationViewer(displayName), cookie }
      : undefined;
  }
  const account = await accounts.account(name);
  if (account === undefined || account.disabledAt !== null) return undefined;
  return { viewer: accountViewer(account), cookie };
}
