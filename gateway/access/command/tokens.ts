import { formatInstant } from '../../../sla/written/instant.ts';
import { grantToken, revokeToken } from '../grant-token.ts';
import type { AccountAction } from './arguments.ts';
import type { Surroundings } from './surroundings.ts';
import { table } from './table.ts';

/** Makes a token for an account, and shows it this once. */
export async function addToken(asked: AccountAction, around: Surroundings): Promise<string> {
  const { operand: account, scopes, label, days } = asked;
  const { text } = await grantToken({ account, scopes, label, days }, around);
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
export async function endToken(
  { operand: id }: AccountAction,
  around: Surroundings,
): Promise<string> {
  await revokeToken(id, around);
  return `${id} is over\n`;
}
