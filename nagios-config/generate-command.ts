import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { type Change, changesOf, conflictsOf } from './changes.ts';
import { difference } from './difference.ts';
import { generate as generateFiles } from './generate.ts';
import { checkWatched } from './inventory/watched-rules.ts';
import { loadInventory } from './inventory.ts';
import { readManifest } from './manifest.ts';
import { readNow, readOptions, type Streams, type Subcommand, WrongUsage } from './usage.ts';
import { writeFiles } from './write.ts';
import { holidayWarning, yearsFrom } from './years.ts';

/** `watchclock config generate`: writes what the inventory says, or shows what it would write. */
export const generate: Subcommand = {
  summary: 'write the configuration that an inventory describes',
  usage: `Usage: watchclock config generate [--inventory FILE] [--out FOLDER] [--diff | --check] [--now DATE]

Writes what follows from the inventory: the main file and the objects of Nagios Core, those of
Icinga 2, the configuration of each host's agent, and what the gateway needs to know. Only files
that an earlier run wrote are replaced or removed; anything else in the folder stays as it is.

  --inventory FILE   what to read (inventory.yaml)
  --out FOLDER       where to write (generated)
  --diff             write nothing, show what would change
  --check            write nothing, exit 1 when the folder is out of date
  --now DATE         the day from which holidays are dated (today)

Exit status: 0 done or up to date, 1 failed or out of date, 2 wrong usage.
Example: watchclock config generate --inventory inventory.yaml --out /etc/watchclock/generated
`,
  run: async (args, streams) => {
    const { values } = readOptions(args, {
      inventory: { type: 'string', default: 'inventory.yaml' },
      out: { type: 'string', default: 'generated' },
      diff: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      now: { type: 'string' },
    });
    if (values.diff && values.check) throw new WrongUsage('--diff and --check are two questions');
    return generateInto(values, readNow(values.now, Date.now), streams);
  },
};

interface Wanted {
  readonly inventory: string;
  readonly out: string;
  readonly diff: boolean;
  readonly check: boolean;
}

function generateInto(wanted: Wanted, now: number, streams: Streams): number {
  if (statSync(wanted.out, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new Error(`--out: is no folder: ${wanted.out}`);
  }
  const inventory = loadInventory(wanted.inventory, checkWatched);
  const before = readManifest(wanted.out);
  // What is there is up to date as long as its holidays reach far enough, whatever the year.
  const years = wanted.check && before !== undefined ? before.years : yearsFrom(now);
  const files = generateFiles(inventory, { source: basename(wanted.inventory), years, now });
  const conflicts = conflictsOf(wanted.out, files, before);
  warn(streams, [...conflicts, ...holidayWarning(years, now)]);
  if (wanted.diff) return showDifferences(changesOf(wanted.out, files, before), streams);
  if (wanted.check) return showState(changesOf(wanted.out, files, before), streams);
  if (conflicts.length > 0) return 1;
  const { add, replace, remove } = writeFiles(wanted.out, files, before, years);
  streams.stdout.write(
    `${files.length} files: ${add} added, ${replace} replaced, ${remove} removed\n`,
  );
  return 0;
}

function showDifferences(changes: Iterable<Change>, { stdout }: Streams): number {
  for (const change of changes) if (change.kind !== 'keep') stdout.write(difference(change));
  return 0;
}

function showState(changes: Iterable<Change>, { stdout }: Streams): number {
  const words = { add: 'missing', replace: 'out of date', remove: 'no longer needed' } as const;
  let status = 0;
  for (const { kind, path } of changes) {
    if (kind === 'keep') continue;
    stdout.write(`${words[kind]}: ${path}\n`);
    status = 1;
  }
  return status;
}

function warn({ stderr }: Streams, sentences: readonly string[]): void {
  for (const sentence of sentences) stderr.write(`watchclock config generate: ${sentence}\n`);
}
