import { randomBytes } from 'node:crypto';
import type { ApiToken } from './account.ts';
import { type Administration, knownAccount, note } from './administration.ts';
import { RefusedChangeError } from './refused-change.ts';
import { isScope, type Scope } from './role.ts';
import { randomToken, tokenDigest } from './token.ts';

const day = 86_400_000;

/** A token as somebody wants it to be. */
export interface WantedToken {
  readonly account: string;
  readonly scopes: readonly Scope[];
  /** What it is for. */
  readonly label: string;
  /** How long it lasts; for good if undefined. */
  readonly days: number | undefined;
}

/**
 * Makes a token for an account. Its text is in this answer only and kept nowhere. Like what follows, throws a
 * RefusedChangeError when that cannot be, and writes what was done into the audit log.
 */
export async function grantToken(
  { account: name, scopes, label, days }: WantedToken,
  desk: Administration,
): Promise<{ readonly text: string; readonly token: ApiToken }> {
  const { name: account } = await knownAccount(name, desk);
  if (scopes.length === 0 || !scopes.every(isScope)) {
    throw new RefusedChangeError('must name what the token may be used for', 'scopes');
  }
  if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= 9_999)) {
    throw new RefusedChangeError('must be a number of days from 1 to 9999', 'days');
  }
  const text = randomToken('wct_');
  const id = randomBytes(4).toString('hex');
  const dates = {
    createdAt: desk.now,
    expiresAt: days === undefined ? null : desk.now + days * day,
  };
  const token = { id, digest: tokenDigest(text), account, label, scopes, ...dates };
  await desk.store.accounts.addToken(token);
  await note(desk, 'token added', `${id} for ${account}: ${scopes.join(', ')}`);
  return { text, token };
}

/** Ends a token; one of the account of that name only, unless `account` is undefined. */
export async function revokeToken(
  id: string,
  desk: Administration,
  account?: string,
): Promise<void> {
  const tokens = await desk.store.accounts.tokens();
  const known = tokens.find((each) => each.id === id);
  if (known === undefined || (account !== undefined && known.account !== account)) {
    throw new RefusedChangeError(`there is no token ${JSON.stringify(id)}`, null, true);
  }
  await desk.store.accounts.revokeToken(id);
  await note(desk, 'token revoked', `${id} of ${known.account}`);
}
