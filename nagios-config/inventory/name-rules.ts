import type { Complain } from '../../plugins/settings/load.ts';
import type { KeyPath } from '../../plugins/settings/problem.ts';
import { assemble } from './assemble.ts';
import type { Host } from './model.ts';
import type { InventoryFile } from './schema.ts';
import { products } from './words.ts';

/** Complains about names that differ in the inventory and would be one in what is generated from it. */
export function checkNames(file: InventoryFile, complain: Complain): void {
  checkServices(file, complain);
  checkPlanNames(file, complain);
  const groups = derivedGroups(file);
  for (const id of Object.keys(file.customers)) {
    const other = groups.get(id);
    if (other !== undefined) complain(['customers', id], `is what ${other} is called in Nagios`);
    else groups.set(id, `the group of the customer ${id}`);
  }
  for (const { names, path } of ownGroups(file)) {
    for (const [index, name] of names.entries()) {
      const other = groups.get(name);
      if (other !== undefined) complain([...path, index], `is what ${other} is called already`);
    }
  }
}

/** Service names on one host, and the commands of its agent, whose names have no blanks. */
function checkServices(file: InventoryFile, complain: Complain): void {
  for (const host of assemble(file).hosts.values()) {
    const names = new Set<string>();
    const commands = new Map<string, string>();
    for (const { name, extra } of host.services) {
      const path = ['customers', host.customer, 'hosts', host.name, 'services', name];
      const command = agentCommandName(name);
      const other = commands.get(command);
      if (names.has(name)) complain(path, 'the host has a service of that name already');
      else if (other !== undefined && extra?.on !== 'server') {
        const what = `its agent could not tell it from "${other}": both would be its command ${command}`;
        complain(path, what);
      }
      names.add(name);
      if (extra?.on !== 'server' && hasAgent(host)) commands.set(command, name);
    }
  }
}

function hasAgent({ reached }: Host): boolean {
  return reached.by === 'nrpe' || reached.by === 'passive';
}

/** The name under which the agent of a host knows the check of a service: letters and digits, and no blanks. */
export function agentCommandName(service: string): string {
  return service.replace(/[^A-Za-z0-9_.-]/g, '_');
}

function checkPlanNames({ plans }: InventoryFile, complain: Complain): void {
  for (const name of Object.keys(plans)) {
    if (!name.endsWith('-holidays')) continue;
    complain(
      ['plans', name],
      `is what the holidays of a plan ${name.slice(0, -9)} would be called`,
    );
  }
}

/** The groups that follow from products, by their names. */
function derivedGroups({ customers }: InventoryFile): Map<string, string> {
  const everywhere = products.map(
    (product) => [`all-${product}`, `the group of every ${product}`] as const,
  );
  const ofCustomers = Object.keys(customers).flatMap((id) =>
    products.map((product) => [`${id}-${product}`, `the group of ${product} at ${id}`] as const),
  );
  return new Map([...everywhere, ...ofCustomers]);
}

function ownGroups({ customers }: InventoryFile) {
  const found: { readonly names: readonly string[]; readonly path: KeyPath }[] = [];
  for (const [id, { hosts }] of Object.entries(customers)) {
    for (const [host, { groups, services }] of Object.entries(hosts)) {
      const path = ['customers', id, 'hosts', host];
      found.push({ names: groups, path: [...path, 'groups'] });
      for (const [name, service] of Object.entries(services)) {
        found.push({ names: service.groups, path: [...path, 'services', name, 'groups'] });
      }
    }
  }
  return found;
}
