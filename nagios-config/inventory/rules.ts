import type { Complain } from '../../plugins/settings/load.ts';
import { didYouMean } from '../../plugins/settings/nearest.ts';
import { showValue } from '../../plugins/settings/problem.ts';
import { productOf } from './assemble.ts';
import { checkDuty } from './duty-rules.ts';
import { checkMaintenance } from './maintenance.ts';
import { checkNames } from './name-rules.ts';
import { checkPlans } from './plan-rules.ts';
import { readPlans } from './plans.ts';
import type { CustomerEntry, HostEntry, InventoryFile } from './schema.ts';
import { products } from './words.ts';

/** Complains about what no schema can see: names used twice, references that lead nowhere, promises that contradict. */
export function checkInventory(file: InventoryFile, complain: Complain): void {
  const owners = new Map<string, string>();
  checkPlans(file, complain);
  const known = [...readPlans(file.plans).plans.keys(), ...Object.keys(file.plans)];
  for (const [id, customer] of Object.entries(file.customers)) {
    checkCustomer(id, customer, known, complain);
    checkDates(id, customer, file, complain);
    for (const [name, host] of Object.entries(customer.hosts)) {
      const owner = owners.get(name);
      const path = ['customers', id, 'hosts', name];
      if (owner !== undefined) complain(path, `there is already a host of that name at ${owner}`);
      owners.set(name, id);
      checkApplications(id, name, host, complain);
    }
  }
  if (file.duty !== undefined) {
    checkDuty({ entry: file.duty, path: ['duty'], engineers: file.engineers }, complain);
  }
  checkParents(file, owners, complain);
  checkNames(file, complain);
}

function checkCustomer(
  id: string,
  customer: CustomerEntry,
  plans: readonly string[],
  complain: Complain,
): void {
  const { plan, preconditions, contacts } = customer;
  if (!plans.includes(plan)) {
    const what = `there is no plan ${showValue(plan)}${didYouMean(plan, plans)}`;
    complain(['customers', id, 'plan'], what);
  }
  if (preconditions.technical_contact && contacts.technical === undefined) {
    const path = ['customers', id, 'preconditions', 'technical_contact'];
    complain(path, 'is said to be met, but contacts.technical names nobody');
  }
}

function checkDates(
  id: string,
  { contacts, duty, hosts, maintenance }: CustomerEntry,
  file: InventoryFile,
  complain: Complain,
): void {
  const engineers = contacts.engineers.length > 0 ? contacts.engineers : file.engineers;
  const path = ['customers', id];
  if (duty !== undefined) {
    checkDuty({ entry: duty, path: [...path, 'duty'], engineers }, complain);
  }
  const applications = Object.values(hosts).flatMap((host) => Object.keys(host.applications));
  const has = { hosts: Object.keys(hosts), applications };
  checkMaintenance({ windows: maintenance, path: [...path, 'maintenance'], ...has }, complain);
}

function checkApplications(id: string, name: string, host: HostEntry, complain: Complain): void {
  for (const [key, { product }] of Object.entries(host.applications)) {
    if (productOf(key, product) !== undefined) continue;
    const path = ['customers', id, 'hosts', name, 'applications', key];
    const hint = didYouMean(key, products);
    complain(path, `needs a product: one of ${products.join(', ')}${hint}`);
  }
}

function checkParents(
  file: InventoryFile,
  owners: ReadonlyMap<string, string>,
  complain: Complain,
): void {
  const parentsOf = new Map(
    Object.values(file.customers).flatMap(({ hosts }) =>
      Object.entries(hosts).map(([name, { parents }]) => [name, parents] as const),
    ),
  );
  for (const [id, customer] of Object.entries(file.customers)) {
    for (const [name, { parents }] of Object.entries(customer.hosts)) {
      for (const [index, parent] of parents.entries()) {
        const path = ['customers', id, 'hosts', name, 'parents', index];
        if (!owners.has(parent)) {
          complain(
            path,
            `there is no host ${showValue(parent)}${didYouMean(parent, owners.keys())}`,
          );
        } else if (isAbove(name, parent, parentsOf)) {
          complain(path, 'a host cannot be reached through itself');
        }
      }
    }
  }
}

/** Whether the way to a host leads through another one. */
function isAbove(
  host: string,
  below: string,
  parentsOf: ReadonlyMap<string, readonly string[]>,
): boolean {
  const seen = new Set([below]);
  for (const one of seen) for (const parent of parentsOf.get(one) ?? []) seen.add(parent);
  return seen.has(host);
}
