import { basename } from 'node:path';
import { type Change, compare } from './changes.ts';
import { difference } from './difference.ts';
import { generate as generateFiles } from './generate.ts';
import { loadInventory } from './inventory.ts';
import { manifestOf, readManifest } from './manifest.ts';
import { readNow, readOptions, type Streams, type Subcommand, WrongUsage } from './usage.ts';
import { makeChanges } from './write.ts';
import { holidayWarning, yearsFrom } from './years.ts';

/** `watchclock config generate`: writes what the inventory says, or shows what it would write. */
export const generate: Subcommand = {
  summary: 'write the configuration that an inventory describes',
  usage: `Usage: watchclock config generate [--inventory FILE] [--out FOLDER] [--diff | --check] [--now DATE]

Writes the main file and the object files of Nagios Core. Only files that an earlier run wrote
are replaced or removed; anything else in the folder stays as it is.

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
  const inventory = loadInventory(wanted.inventory);
  const before = readManifest(wanted.out);
  // What is there is up to date as long as its holidays reach far enough, whatever the year.
  const years = wanted.check && before !== undefined ? before.years : yearsFrom(now);
  const files = generateFiles(inventory, { source: basename(wanted.inventory), years, now });
  const { changes, conflicts } = compare(wanted.out, files, before);
  warn(streams, [...conflicts, ...holidayWarning(years, now)]);
  if (wanted.diff) return showDifferences(changes, streams);
  if (wanted.check) return showState(changes, streams);
  if (conflicts.length > 0) return 1;
  makeChanges(wanted.out, changes, before, manifestOf(files, years));
  streams.stdout.write(`${summary(changes, files.size)}\n`);
  return 0;
}

function showDifferences(changes: readonly Change[], { stdout }: Streams): number {
  for (const change of changes) stdout.write(difference(change));
  return 0;
}

function showState(changes: readonly Change[], { stdout }: Streams): number {
  const words = { add: 'missing', replace: 'out of date', remove: 'no longer needed' } as const;
  for (const { kind, path } of changes) stdout.write(`${words[kind]}: ${path}\n`);
  return changes.length === 0 ? 0 : 1;
}

function summary(changes: readonly Change[], total: number): string {
  const count = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).length;
  return `${total} files: ${count('add')} added, ${count('replace')} replaced, ${count('remove')} removed`;
}

function warn({ stderr }: Streams, sentences: readonly string[]): void {
  for (const sentence of sentences) stderr.write(`watchclock config generate: ${sentence}\n`);
}
