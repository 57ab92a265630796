import { addAccount, changeAccount, setDisabled, setPassword } from '../administration.ts';
import { RefusedChangeError } from '../refused-change.ts';
import type { AccountAction } from './arguments.ts';
import { readPassword } from './read-password.ts';
import type { Surroundings } from './surroundings.ts';
import { table } from './table.ts';

/** Adds an account, whose password is read. */
export async function add(asked: AccountAction, around: Surroundings): Promise<string> {
  const { operand: name, role, noPassword, display = name, customer = null } = asked;
  if (role === undefined) throw new RefusedChangeError('is missing', 'role');
  const password = noPassword ? null : await readPassword(around.io);
  const added = await addAccount({ name, role, customer, displayName: display, password }, around);
  const whose = added.customer === null ? '' : ` of ${added.customer}`;
  return `${name} may sign in as ${role}${whose}\n`;
}

/** Every account as a line. */
export async function list(_: AccountAction, { store }: Surroundings): Promise<string> {
  const accounts = await store.accounts.list();
  if (accounts.length === 0) return 'no accounts: everybody on the gateway’s machine may look\n';
  return table(
    ['name', 'role', 'customer', 'state', 'display name'],
    accounts.map(({ name, role, customer, disabledAt, displayName }) => [
      ...[name, role, customer ?? '-', disabledAt === null ? 'active' : 'disabled', displayName],
    ]),
  );
}

/** Sets another password, which is read. */
export async function password(asked: AccountAction, around: Surroundings): Promise<string> {
  return over(await setPassword(asked.operand, await readPassword(around.io), around));
}

/** Sets another role, customer or display name. */
export async function change(asked: AccountAction, around: Surroundings): Promise<string> {
  const { operand, role, customer, display: displayName } = asked;
  if ((role ?? customer ?? displayName) === undefined) {
    throw new RefusedChangeError('nothing is to be changed: name --role, --customer or --display');
  }
  return over(await changeAccount(operand, { role, customer, displayName }, around));
}

/** Takes an account out of use, or back into it. */
export async function disableOrEnable(
  { action, operand }: AccountAction,
  around: Surroundings,
): Promise<string> {
  return over(await setDisabled(operand, action === 'disable', around));
}

function over(done: string): string {
  return `${done}; its sessions are over\n`;
}
