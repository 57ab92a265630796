import { type Actor, personal } from '../incident-event.ts';
import type { Account } from './account.ts';
import { type Right, type Role, rightsOf, type Scope, scopes } from './role.ts';

/** Whoever looks or acts, as far as the gateway knows; what they may see and do follows from this alone. */
export interface Viewer {
  /** `installation` holds the gateway's own token; `anybody` is whoever is on this machine before there are accounts. */
  readonly kind: 'installation' | 'account' | 'anybody';
  /** The name of the account; null without one. */
  readonly account: string | null;
  /** As the history shows it. */
  readonly name: string;
  readonly role: Role;
  /** The only customer of which anything is visible; null for those who see them all. */
  readonly customer: string | null;
  readonly rights: ReadonlySet<Right>;
}

/** Something that belongs to a customer; null for what belongs to none that is known. */
export interface Owned {
  readonly customer: string | null;
}

/** What a viewer may see: every answer that shows something of a customer asks this one function. */
export function visibleTo({ role, customer }: Viewer): (thing: Owned) => boolean {
  if (role !== 'customer') return () => true;
  return (thing) => customer !== null && thing.customer === customer;
}

/** Whether a viewer may do something at all; what of it is visible is another question. */
export function may({ rights }: Viewer, right: Right): boolean {
  return rights.has(right);
}

/** Somebody with an account, through a browser or, with scopes, through a token of it. */
export function accountViewer(account: Account, limits?: readonly Scope[]): Viewer {
  const { name, displayName, role, customer } = account;
  const left = limits && new Set<Right>(limits.flatMap((scope) => scopes[scope]));
  const rights = left === undefined ? rightsOf[role] : rightsOf[role].intersection(left);
  return { kind: 'account', account: name, name: displayName, role, customer, rights };
}

/** Whoever holds the gateway's own token, by the name that they gave. */
export function installationViewer(name: string): Viewer {
  const rights = rightsOf.lead;
  return { kind: 'installation', account: null, name, role: 'lead', customer: null, rights };
}

/** Whoever can reach the gateway while it has no accounts: they may look. */
export const anybody: Viewer = {
  ...{ kind: 'anybody', account: null, name: 'anybody on this machine' },
  ...{ role: 'auditor', customer: null, rights: new Set<Right>(['read', 'operate']) },
};

/** The viewer as the actor of an event. */
export function actorOf({ role, name }: Viewer): Actor {
  return { kind: role === 'customer' ? 'customer' : 'engineer', name: personal(name) };
}
