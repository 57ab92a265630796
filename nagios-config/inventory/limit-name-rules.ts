import type { Complain } from '../../plugins/settings/load.ts';
import { didYouMean } from '../../plugins/settings/nearest.ts';
import type { KeyPath } from '../../plugins/settings/problem.ts';
import { assemble } from './assemble.ts';
import type { Host, Inventory } from './model.ts';
import type { InventoryFile } from './schema.ts';
import { applicationSubjects, machineSubjects } from './words.ts';

/** Complains about limits that would set nothing: those of no service below them, and of services that bring their own. */
export function checkLimitNames(file: InventoryFile, complain: Complain): void {
  for (const { limits, path, hosts } of writtenLimits(file, assemble(file))) {
    const names = Object.keys(limits);
    if (names.length === 0) continue;
    const known = settable(hosts());
    for (const name of names.filter((each) => !known.has(each))) {
      complain(
        [...path, 'limits', name],
        `sets the limits of no service${didYouMean(name, known)}`,
      );
    }
  }
}

/** Limits, where they stand, and the hosts that they are for. */
interface WrittenLimits {
  readonly limits: object;
  readonly path: KeyPath;
  readonly hosts: () => readonly Host[];
}

function* writtenLimits(file: InventoryFile, inventory: Inventory): Iterable<WrittenLimits> {
  yield { limits: file.limits, path: [], hosts: () => [...inventory.hosts.values()] };
  for (const [id, customer] of Object.entries(file.customers)) {
    const path = ['customers', id];
    const ofCustomer = () => inventory.customers.get(id)?.hosts ?? [];
    yield { limits: customer.limits, path, hosts: ofCustomer };
    for (const [name, { limits, applications }] of Object.entries(customer.hosts)) {
      const place = [...path, 'hosts', name];
      const hosts = () => ofCustomer().filter((host) => host.name === name);
      yield { limits, path: place, hosts };
      for (const [key, application] of Object.entries(applications)) {
        yield { limits: application.limits, path: [...place, 'applications', key], hosts };
      }
    }
  }
}

/** What limits can be set for, whatever the hosts have, and the services that they have. */
function settable(hosts: readonly Host[]): ReadonlySet<string> {
  const services = hosts.flatMap((host) => host.services);
  const own = services.filter(({ subject }) => subject !== 'extra' && subject !== 'agent');
  const subjects = ['ping', ...machineSubjects, ...applicationSubjects];
  return new Set([...subjects, ...own.map(({ name }) => name)]);
}
