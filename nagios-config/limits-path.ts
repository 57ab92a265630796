import type { KeyPath } from '../plugins/settings/problem.ts';
import type { Host, Service } from './inventory/model.ts';
import type { InventoryFile } from './inventory/schema.ts';

/** Where an inventory says the limits that a service has in the end; undefined where they are all of its profile. */
export function limitsPath(file: InventoryFile, host: Host, service: Service): KeyPath | undefined {
  const customer = ['customers', host.customer];
  const place = [...customer, 'hosts', host.name];
  const entry = file.customers[host.customer];
  const application = service.application?.key ?? '';
  const levels = [
    [
      entry?.hosts[host.name]?.applications[application]?.limits,
      [...place, 'applications', application],
    ],
    [entry?.hosts[host.name]?.limits, place],
    [entry?.limits, customer],
    [file.limits, []],
  ] as const;
  for (const [limits, path] of levels) {
    for (const name of [service.name, service.subject]) {
      if (limits !== undefined && Object.hasOwn(limits, name)) return [...path, 'limits', name];
    }
  }
  return undefined;
}
