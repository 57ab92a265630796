import type { Complain } from '../../plugins/settings/load.ts';
import { assemble } from './assemble.ts';
import type { Host, Inventory } from './model.ts';
import type { InventoryFile } from './schema.ts';

/** Complains about agents that cannot be asked, or cannot send: the hosts would never be watched. */
export function checkReach(file: InventoryFile, complain: Complain): void {
  const inventory = assemble(file);
  const doors = new Map<string, string>();
  for (const host of inventory.hosts.values()) {
    const path = ['customers', host.customer, 'hosts', host.name];
    const why = whyUnreachable(host, inventory);
    if (why !== undefined) complain(path, why);
    if (host.reached.by !== 'nrpe') continue;
    const door = doorOf(host);
    const other = doors.get(door);
    if (other !== undefined)
      complain(path, `is asked at ${door}, where the agent of ${other} answers`);
    doors.set(door, host.name);
  }
}

function whyUnreachable(host: Host, { agents, gateway }: Inventory): string | undefined {
  const { by, firewall } = host.reached;
  if (by !== 'nrpe' && firewall !== undefined) {
    return `nobody connects to it (reached by: ${by}), so an opening in the firewall leads nowhere`;
  }
  if (by === 'passive' && agents.passive === undefined) {
    return 'sends its results, and agents.passive does not say where to';
  }
  if (
    by === 'passive' &&
    agents.passive !== undefined &&
    isLoopback(new URL(agents.passive.to).hostname)
  ) {
    return isLoopback(host.address)
      ? undefined
      : `sends its results to itself: agents.passive.to is ${agents.passive.to}, and the gateway is ${gateway.url}`;
  }
  if (by !== 'nrpe' || isLoopback(firewall?.address ?? host.address)) return undefined;
  if (isLoopback(agents.listen)) {
    return `its agent would listen on ${agents.listen} only (agents.listen), where nobody outside reaches it`;
  }
  if (agents.allowed.every(isLoopback)) {
    return `its agent would answer ${agents.allowed.join(', ')} only (agents.allowed), and not the monitoring server`;
  }
  return undefined;
}

function doorOf({ address, reached }: Host): string {
  const { address: to = address, port = reached.port } = reached.firewall ?? {};
  return `${to} port ${port}`;
}

function isLoopback(address: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(address);
}
