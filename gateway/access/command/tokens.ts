import { randomBytes } from 'node:crypto';
import { formatInstant } from '../../../sla/written/instant.ts';
import { randomToken, tokenDigest } from '../token.ts';
import { known } from './accounts.ts';
import type { AccountAction } from './arguments.ts';
import { atTheCommandLine, RefusedError, type Surroundings } from './surroundings.ts';
import { table } from './table.ts';

const day = 86_400_000;

/** Makes a token for an account; its text is shown this once and kept nowhere. */
export async function addToken(asked: AccountAction, around: Surroundings): Promise<string> {
  const { operand, scopes, label, days } = asked;
  const { store, now } = around;
  const { name: account } = await known(operand, around);
  const text = randomToken('wct_');
  const id = randomBytes(4).toString('hex');
  const expiresAt = days === undefined ? null : now + days * day;
  const kept = { id, digest: tokenDigest(text), account, label, scopes, createdAt: now, expiresAt };
  await store.accounts.addToken(kept);
  const about = `${id} for ${account}: ${scopes.join(', ')}`;
  await store.audit.record({ ...atTheCommandLine, kind: 'token added', about }, now);
  return `${text}\n`;
}

/** Every token as a line, without what it is. */
export async function listTokens(_: AccountAction, { store }: Surroundings): Promise<string> {
  const tokens = await store.accounts.tokens();
  if (tokens.length === 0) return 'no tokens\n';
  return table(
    ['id', 'account', 'scopes', 'until', 'label'],
    tokens.map(({ id, account, scopes, expiresAt, label }) => [
      ...[id, account, scopes.join(',')],
      ...[expiresAt === null ? '-' : formatInstant(expiresAt), label],
    ]),
  );
}

/** Ends a token. */
export async function revokeToken(
  { operand: id }: AccountAction,
  { store, now }: Surroundings,
): Promise<string> {
  if (!(await store.accounts.revokeToken(id))) throw new RefusedError(`there is no token "${id}"`);
  await store.audit.record({ ...atTheCommandLine, kind: 'token revoked', about: id }, now);
  return `${id} is over\n`;
}
