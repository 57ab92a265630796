import { type Plan, standard } from '../sla/plan.ts';
import { planInForce } from '../sla/version.ts';
import { assemble } from './inventory/assemble.ts';
import type { Customer, Inventory } from './inventory/model.ts';
import { type Rule, readInventoryFiles } from './inventory/read-files.ts';

/**
 * Reads and checks the inventory with the files that it includes. Throws a ConfigError that lists everything wrong with
 * them, by the further `rules` too.
 */
export function loadInventory(path: string, ...rules: readonly Rule[]): Inventory {
  return assemble(readInventoryFiles(path, rules));
}

/** The plan of a customer for an incident raised at an instant; Standard before the first version of a plan of its own. */
export function planOf(inventory: Inventory, { plan }: Customer, raisedAt: number): Plan {
  return planInForce(inventory.plans.get(plan) ?? [], raisedAt) ?? standard;
}

/** The customer that a host belongs to, or undefined for a host that nobody described. */
export function customerOfHost(inventory: Inventory, host: string): Customer | undefined {
  const id = inventory.hosts.get(host)?.customer;
  return id === undefined ? undefined : inventory.customers.get(id);
}

/** Why the guarantees of the contract do not apply to a customer, as sentences; none when they do. */
export function unmetPreconditions({ preconditions }: Customer): readonly string[] {
  return [
    ...(preconditions.remote_connection
      ? []
      : ['no remote connection to the production environment is available']),
    ...(preconditions.administration_rights
      ? []
      : ['the engineers lack administration rights on application, database or operating system']),
    ...(preconditions.technical_contact
      ? []
      : ['no technical contact person with authority over the installation is named']),
  ];
}
