import type { Inventory } from '../../../nagios-config/inventory/model.ts';
import { didYouMean } from '../../../plugins/settings/nearest.ts';
import { showValue } from '../../../plugins/settings/problem.ts';
import type { Complaint } from '../complaint.ts';

/** A name in a body and where it stands. */
export interface Named {
  readonly pointer: string;
  readonly name: string;
}

/** Complains about a customer that is in no inventory. */
export function customerComplaints(
  { customers }: Inventory,
  { pointer, name }: Named,
): readonly Complaint[] {
  if (customers.has(name)) return [];
  const hint = didYouMean(name, customers.keys());
  return [{ pointer, detail: `there is no customer ${showValue(name)}${hint}` }];
}

/** Complains about hosts that a customer does not have. */
export function hostComplaints(
  { customers }: Inventory,
  customer: string,
  hosts: readonly Named[],
): readonly Complaint[] {
  const known = new Set(customers.get(customer)?.hosts.map(({ name }) => name));
  return complaintsAbout('host', customer, hosts, known);
}

/** Complains about applications that none of a customer's hosts has. */
export function applicationComplaints(
  { customers }: Inventory,
  customer: string,
  applications: readonly Named[],
): readonly Complaint[] {
  const hosts = customers.get(customer)?.hosts ?? [];
  const known = new Set(hosts.flatMap((host) => host.applications.map(({ key }) => key)));
  return complaintsAbout('application', customer, applications, known);
}

function complaintsAbout(
  what: string,
  customer: string,
  named: readonly Named[],
  known: ReadonlySet<string>,
): readonly Complaint[] {
  return named
    .filter(({ name }) => !known.has(name))
    .map(({ pointer, name }) => ({
      pointer,
      detail: `customer ${showValue(customer)} has no ${what} ${showValue(name)}${didYouMean(name, known)}`,
    }));
}
