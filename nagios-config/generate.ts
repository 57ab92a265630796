import { agentFiles } from './agent/files.ts';
import { gatewayFiles } from './gateway-files.ts';
import { icingaFiles } from './icinga/files.ts';
import type { Host, Inventory } from './inventory/model.ts';
import { nagiosFiles } from './nagios/files.ts';
import type { Years } from './timeperiod.ts';
import { type Watch, watchesOf } from './watch.ts';

/** A generated file: its path below the output folder, with forward slashes, and its text, made when it is asked for. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: () => string;
}

/** What goes into the generated files besides the inventory itself. */
export interface GenerateOptions {
  /** The lines at the top of a file: what it is, from what it was made, and that it is not to be edited. */
  readonly header: (what: string) => readonly string[];
  readonly years: Years;
  /** The instant (epoch milliseconds) whose versions of the plans are written. */
  readonly now: number;
  /** What is watched on a host; the same for every file that says something of it. */
  readonly watches: (host: Host) => readonly Watch[];
}

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
