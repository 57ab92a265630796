import { loadSettings } from '../plugins/settings/load.ts';
import { assemble } from './inventory/assemble.ts';
import type { Customer, Inventory } from './inventory/model.ts';
import { checkInventory } from './inventory/rules.ts';
import { inventorySchema } from './inventory/schema.ts';

/** Reads and checks the inventory file. Throws a ConfigError that lists everything wrong with it. */
export function loadInventory(path: string): Inventory {
  return assemble(loadSettings(path, inventorySchema, { check: checkInventory }));
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
