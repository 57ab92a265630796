import { didYouMean } from '../../../plugins/settings/nearest.ts';
import type { Account, AccountChange } from '../account.ts';
import { hashPassword, passwordLength } from '../password.ts';
import type { AccountAction } from './arguments.ts';
import { readPassword } from './read-password.ts';
import { atTheCommandLine, RefusedError, type Surroundings } from './surroundings.ts';
import { table } from './table.ts';

/** Adds an account; the first one must be a lead, because with it everybody has to sign in. */
export async function addAccount(asked: AccountAction, around: Surroundings): Promise<string> {
  const { operand: name, role, noPassword, display = name } = asked;
  const { accounts, audit } = around.store;
  if (role === undefined) throw new RefusedError('--role is missing');
  const customer = customerOf(role, asked.customer ?? null, around);
  if (role !== 'lead' && !(await accounts.any())) {
    throw new RefusedError(
      `the first account must be a lead, who can help the others, not ${role}`,
    );
  }
  if ((await accounts.account(name)) !== undefined) {
    throw new RefusedError(`the account "${name}" is there already`);
  }
  const password = noPassword ? null : await hashPassword(checked(await readPassword(around.io)));
  const account = { name, displayName: display, role, customer, password };
  await accounts.add({ ...account, subject: null, disabledAt: null, createdAt: around.now });
  const about = `${name}: ${role}${customer === null ? '' : ` of ${customer}`}`;
  await audit.record({ ...atTheCommandLine, kind: 'account added', about }, around.now);
  return `${name} may sign in as ${role}${customer === null ? '' : ` of ${customer}`}\n`;
}

/** Every account as a line. */
export async function listAccounts(_: AccountAction, { store }: Surroundings): Promise<string> {
  const accounts = await store.accounts.list();
  if (accounts.length === 0) return 'no accounts: everybody on the gateway’s machine may look\n';
  return table(
    ['name', 'role', 'customer', 'state', 'display name'],
    accounts.map(({ name, role, customer, disabledAt, displayName }) => [
      ...[name, role, customer ?? '-', disabledAt === null ? 'active' : 'disabled', displayName],
    ]),
  );
}

/** Sets another password. */
export async function setPassword(asked: AccountAction, around: Surroundings): Promise<string> {
  await known(asked.operand, around);
  const password = await hashPassword(checked(await readPassword(around.io)));
  return change(asked.operand, { password }, 'password', around);
}

/** Sets another role, customer or display name, or takes an account out of use and back. */
export async function changeAccount(asked: AccountAction, around: Surroundings): Promise<string> {
  const { action, operand, role, display } = asked;
  const account = await known(operand, around);
  if (action === 'disable') return change(operand, { disabledAt: around.now }, 'disabled', around);
  if (action === 'enable') return change(operand, { disabledAt: null }, 'enabled', around);
  if ((role ?? asked.customer ?? display) === undefined) {
    throw new RefusedError('nothing is to be changed: name --role, --customer or --display');
  }
  const next = role ?? account.role;
  const kept = next === 'customer' ? account.customer : null;
  const customer = customerOf(next, asked.customer ?? kept, around);
  const displayName = display ?? account.displayName;
  const what = `${next}${customer === null ? '' : ` of ${customer}`}, ${displayName}`;
  return change(operand, { role: next, customer, displayName }, what, around);
}

async function change(
  name: string,
  what: AccountChange,
  words: string,
  { store, now }: Surroundings,
): Promise<string> {
  await store.accounts.change(name, what);
  const about = `${name}: ${words}`;
  await store.audit.record({ ...atTheCommandLine, kind: 'account changed', about }, now);
  return `${about}; its sessions are over\n`;
}

/** The account of that name. Throws a RefusedError where there is none. */
export async function known(name: string, { store }: Surroundings): Promise<Account> {
  const account = await store.accounts.account(name);
  if (account !== undefined) return account;
  const names = (await store.accounts.list()).map((each) => each.name);
  throw new RefusedError(`there is no account "${name}"${didYouMean(name, names)}`);
}

function customerOf(
  role: Account['role'],
  customer: string | null,
  { inventory: { customers } }: Surroundings,
): string | null {
  if (role !== 'customer') {
    if (customer === null) return null;
    throw new RefusedError(
      `--customer: ${role}s see every customer; only a customer’s contact has one`,
    );
  }
  if (customer === null) throw new RefusedError('--customer is missing: whose contact is it?');
  if (customers.has(customer)) return customer;
  const hint = didYouMean(customer, customers.keys());
  throw new RefusedError(`--customer: there is no customer "${customer}" in the inventory${hint}`);
}

function checked(password: string): string {
  const { least, most } = passwordLength;
  const length = [...password].length;
  if (length >= least && length <= most) return password;
  throw new RefusedError(`the password must have ${least} to ${most} characters, not ${length}`);
}
