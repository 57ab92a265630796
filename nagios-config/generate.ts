import { agentFiles } from './agent/files.ts';
import { gatewayFiles } from './gateway-files.ts';
import { icingaFiles } from './icinga/files.ts';
import type { Inventory } from './inventory/model.ts';
import { nagiosFiles } from './nagios/files.ts';
import type { Years } from './timeperiod.ts';

/** A generated file: its path below the output folder, with forward slashes, and its text. */
export type GeneratedFile = readonly [path: string, text: string];

/** Generated files: their text by their path. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/** What goes into the generated files besides the inventory itself. */
export interface GenerateOptions {
  /** The lines at the top of a file: what it is, from what it was made, and that it is not to be edited. */
  readonly header: (what: string) => readonly string[];
  readonly years: Years;
  /** The instant (epoch milliseconds) whose versions of the plans are written. */
  readonly now: number;
}

/** Everything that follows from an inventory; `source` is how the headers call it. */
export function generate(
  inventory: Inventory,
  { source, ...options }: Omit<GenerateOptions, 'header'> & { readonly source: string },
): GeneratedFiles {
  const header = (what: string) => [
    what,
    `Written by "watchclock config generate" from ${source}. Do not edit: the next run overwrites it.`,
    `To change anything here, change ${source} and generate again.`,
  ];
  const all = { ...options, header };
  return new Map([
    ...nagiosFiles(inventory, all),
    ...icingaFiles(inventory, all),
    ...agentFiles(inventory, all),
    ...gatewayFiles(inventory, all),
  ]);
}
