import type { Inventory } from '../../nagios-config/inventory/model.ts';
import { didYouMean } from '../../plugins/settings/nearest.ts';
import { type Account, type AccountChange, type Accounts, isAccountName } from './account.ts';
import type { Audit, AuditEntry } from './audit.ts';
import { hashPassword, passwordLength } from './password.ts';
import { RefusedChangeError } from './refused-change.ts';
import type { Role } from './role.ts';

/** What looking after accounts works with; `now` is epoch milliseconds. */
export interface Administration {
  readonly store: { readonly accounts: Accounts; readonly audit: Pick<Audit, 'record'> };
  readonly inventory: Inventory;
  /** Who asks, for the audit log. */
  readonly by: Pick<AuditEntry, 'who' | 'from'>;
  readonly now: number;
}

/** An account as somebody wants it to be. */
export interface WantedAccount {
  readonly name: string;
  readonly role: Role;
  readonly customer: string | null;
  readonly displayName: string;
  /** Null for an account that signs in through OpenID Connect only. */
  readonly password: string | null;
}

/**
 * Adds an account; the first one must be a lead, because with it everybody has to sign in. Like all that follow, throws a
 * RefusedChangeError when that cannot be, and writes what was done into the audit log.
 */
export async function addAccount(wanted: WantedAccount, desk: Administration): Promise<Account> {
  const { accounts } = desk.store;
  const { name, role, displayName } = wanted;
  if (!isAccountName(name)) throw new RefusedChangeError(`must be ${nameWords}`, 'name');
  checkDisplayName(displayName);
  const customer = customerOf(role, wanted.customer, desk);
  if (role !== 'lead' && !(await accounts.any())) {
    throw new RefusedChangeError(
      `the first account must be a lead, who can help the others, not ${role}`,
    );
  }
  if ((await accounts.account(name)) !== undefined) {
    throw new RefusedChangeError(`the account "${name}" is there already`);
  }
  const password = wanted.password === null ? null : await hashPassword(checked(wanted.password));
  const dates = { disabledAt: null, createdAt: desk.now };
  const account = { name, displayName, role, customer, password, subject: null, ...dates };
  await accounts.add(account);
  await note(desk, 'account added', `${name}: ${roleWords(account)}`);
  return account;
}

/** What can be changed of an account, besides its password; what is left out stays. */
export interface WantedChange {
  readonly role?: Role | undefined;
  readonly customer?: string | null | undefined;
  readonly displayName?: string | undefined;
}

/** Sets another role, customer or display name, and ends the account's sessions. Answers what it is now, in words. */
export async function changeAccount(
  name: string,
  wanted: WantedChange,
  desk: Administration,
): Promise<string> {
  const account = await knownAccount(name, desk);
  const role = wanted.role ?? account.role;
  const kept = role === 'customer' ? account.customer : null;
  const customer = customerOf(role, wanted.customer ?? kept, desk);
  const displayName = wanted.displayName ?? account.displayName;
  checkDisplayName(displayName);
  if (role !== 'lead') await keepALead(account, desk);
  const words = `${roleWords({ role, customer })}, ${displayName}`;
  return change(name, { role, customer, displayName }, words, desk);
}

/** Sets another password, and ends the account's sessions. */
export async function setPassword(
  name: string,
  password: string,
  desk: Administration,
): Promise<string> {
  await knownAccount(name, desk);
  return change(name, { password: await hashPassword(checked(password)) }, 'password', desk);
}

/** Takes an account out of use, with its sessions and its tokens, or back into it. */
export async function setDisabled(
  name: string,
  disabled: boolean,
  desk: Administration,
): Promise<string> {
  const account = await knownAccount(name, desk);
  if (disabled) await keepALead(account, desk);
  const disabledAt = disabled ? (account.disabledAt ?? desk.now) : null;
  return change(name, { disabledAt }, disabled ? 'disabled' : 'enabled', desk);
}

/** Ends every session of an account. */
export async function endSessions(name: string, desk: Administration): Promise<string> {
  await knownAccount(name, desk);
  return change(name, {}, 'sessions ended', desk);
}

/** The account of that name. Throws a RefusedChangeError where there is none. */
export async function knownAccount(
  name: string,
  { store: { accounts } }: Pick<Administration, 'store'>,
): Promise<Account> {
  const account = await accounts.account(name);
  if (account !== undefined) return account;
  const names = (await accounts.list()).map((each) => each.name);
  const hint = didYouMean(name, names);
  throw new RefusedChangeError(`there is no account ${JSON.stringify(name)}${hint}`, null, true);
}

/** Writes into the audit log what was done. */
export function note(
  { store, by, now }: Pick<Administration, 'store' | 'by' | 'now'>,
  kind: AuditEntry['kind'],
  about: string,
): Promise<void> {
  return store.audit.record({ ...by, kind, about }, now);
}

async function change(
  name: string,
  what: AccountChange,
  words: string,
  desk: Administration,
): Promise<string> {
  await desk.store.accounts.change(name, what);
  const about = `${name}: ${words}`;
  await note(desk, 'account changed', about);
  return about;
}

/** Whoever works with a browser must not lock everybody out; a command line always gets back in. */
async function keepALead({ name }: Account, { store, by }: Administration): Promise<void> {
  if (by.from === null) return;
  const leads = (await store.accounts.list()).filter(
    ({ role, disabledAt }) => role === 'lead' && disabledAt === null,
  );
  if (leads.length !== 1 || leads[0]?.name !== name) return;
  throw new RefusedChangeError(
    `${name} is the only lead: without one nobody could look after accounts`,
  );
}

function customerOf(
  role: Role,
  customer: string | null,
  { inventory: { customers } }: Administration,
): string | null {
  const refuse = (why: string) => new RefusedChangeError(why, 'customer');
  if (role !== 'customer') {
    if (customer === null) return null;
    throw refuse(`${role}s see every customer; only a customer’s contact has one`);
  }
  if (customer === null) throw refuse('is missing: whose contact is it?');
  if (customers.has(customer)) return customer;
  const hint = didYouMean(customer, customers.keys());
  throw refuse(`there is no customer "${customer}" in the inventory${hint}`);
}

function checkDisplayName(displayName: string): void {
  if (/^[^\p{Cc}]{1,200}$/u.test(displayName) && displayName.trim() !== '') return;
  throw new RefusedChangeError('must be one line of 1 to 200 characters', 'displayName');
}

function checked(password: string): string {
  const { least, most } = passwordLength;
  const length = [...password].length;
  if (length >= least && length <= most) return password;
  throw new RefusedChangeError(
    `the password must have ${least} to ${most} characters, not ${length}`,
    'password',
  );
}

function roleWords({ role, customer }: Pick<Account, 'role' | 'customer'>): string {
  return customer === null ? role : `${role} of ${customer}`;
}

const nameWords = 'lower-case letters, digits and . _ @ + -, beginning with a letter or a digit';
