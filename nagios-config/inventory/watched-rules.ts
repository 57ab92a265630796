import type { Complain } from '../../plugins/settings/load.ts';
import { assemble } from './assemble.ts';
import type { InventoryFile } from './schema.ts';

/** Complains about an inventory that leaves nothing to watch: Nagios does not start without a host and a service. */
export function checkWatched(file: InventoryFile, complain: Complain): void {
  const hosts = [...assemble(file).hosts.values()];
  if (hosts.length === 0) complain(['customers'], `no customer has a host, ${refused}`);
  else if (hosts.every(({ services }) => services.length === 0)) {
    complain(['customers'], `no host has a service, ${refused}`);
  }
}

const refused = 'and Nagios does not start with none';
