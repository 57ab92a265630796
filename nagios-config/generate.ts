import { agentFiles } from './agent/files.ts';
import { gatewayFiles } from './gateway-files.ts';
import type { GeneratedFile, GenerateOptions } from './generated-file.ts';
import { icingaFiles } from './icinga/files.ts';
import type { Host, Inventory } from './inventory/model.ts';
import { nagiosFiles } from './nagios/files.ts';
import { type Watch, watchesOf } from './watch.ts';

/** What the caller chooses: how the headers call the inventory, and the time. */
export type GenerateRequest = Pick<GenerateOptions, 'years' | 'now'> & { readonly source: string };

/** Everything that follows from an inventory, in a stable order. */
export function generate(
  inventory: Inventory,
  { source, ...time }: GenerateRequest,
): readonly GeneratedFile[] {
  const header = (what: string) => [
    what,
    `Written by "watchclock config generate" from ${source}. Do not edit: the next run overwrites it.`,
    `To change anything here, change ${source} and generate again.`,
  ];
  const known = new Map<Host, readonly Watch[]>();
  const watches = (host: Host) => known.getOrInsertComputed(host, watchesOf);
  const options = { ...time, header, watches };
  return [
    ...nagiosFiles(inventory, options),
    ...icingaFiles(inventory, options),
    ...agentFiles(inventory, options),
    ...gatewayFiles(inventory, options),
  ];
}
