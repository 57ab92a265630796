import { basename, join } from 'node:path';
import { splitCommandLine } from '../plugins/command-line.ts';
import { ConfigError } from '../plugins/settings/problem.ts';
import { conflictsOf } from './changes.ts';
import { loadCheckedInventory } from './checked-inventory.ts';
import { generate } from './generate.ts';
import type { Inventory } from './inventory/model.ts';
import { readManifest } from './manifest.ts';
import { type Outcome, type TakeOver, takeOver } from './take-over.ts';
import { readNow, readOptions, type Streams, type Subcommand, WrongUsage } from './usage.ts';
import { type Verdict, verify } from './verify.ts';
import { yearsFrom } from './years.ts';

/** `watchclock config reload`: from the inventory to a Nagios that runs with it, or back to what ran before. */
export const reload: Subcommand = {
  summary: 'generate, verify, install and reload, or go back to the last good',
  usage: `Usage: watchclock config reload [--inventory FILE] [--out FOLDER] [OPTION]…

Checks the inventory, has the installed Nagios verify what it becomes, writes it into the folder
that Nagios reads, has it verified there once more, and tells Nagios to read it (SIGHUP). When any
of that fails the files are put back as they were when Nagios last ran well with them.

  --inventory FILE   what to read (inventory.yaml)
  --out FOLDER       the folder that Nagios reads (generated)
  --pid-file FILE    where Nagios keeps its process id (nagios.pid in its state folder); without
                     one the process is looked for that runs with the main file
  --start COMMAND    what starts Nagios when it has ended over the new files
  --wait SECONDS     how long Nagios may take to read them (60)
  --now DATE         the day from which holidays are dated (today)

Exit status: 0 Nagios runs with the new files, 1 it does not, 2 wrong usage.
Example: watchclock config reload --out /etc/watchclock/generated --start "systemctl start nagios4"
`,
  run: async (args, streams) => {
    const prepared = await prepare(readWanted(args));
    if ('problems' in prepared) return refuse(prepared.problems, streams);
    return report(await takeOver(prepared), streams);
  },
};

interface Wanted extends Pick<TakeOver, 'patience' | 'start'> {
  readonly inventory: string;
  readonly out: string;
  readonly pidFile: string | undefined;
  readonly now: number;
}

function readWanted(args: readonly string[]): Wanted {
  const { values } = readOptions(args, {
    inventory: { type: 'string', default: 'inventory.yaml' },
    out: { type: 'string', default: 'generated' },
    'pid-file': { type: 'string' },
    start: { type: 'string', default: '' },
    wait: { type: 'string', default: '60' },
    now: { type: 'string' },
  });
  const { inventory, out, 'pid-file': pidFile } = values;
  return {
    ...{ inventory, out, pidFile },
    now: readNow(values.now, Date.now),
    patience: readWait(values.wait),
    start: readStart(values.start),
  };
}

type Problems = { readonly problems: readonly string[] };

/** What is to be taken over, or everything that speaks against it. */
async function prepare(wanted: Wanted): Promise<TakeOver | Problems> {
  try {
    return await changeOf(wanted, await loadCheckedInventory(wanted.inventory));
  } catch (error) {
    if (error instanceof ConfigError) return { problems: [error.message] };
    throw error;
  }
}

async function changeOf(wanted: Wanted, inventory: Inventory): Promise<TakeOver | Problems> {
  const { out: folder, now, patience, start } = wanted;
  const years = yearsFrom(now);
  const files = generate(inventory, { source: basename(wanted.inventory), years, now });
  const problems = [
    ...(await verify(inventory, now)).flatMap(refusal),
    ...conflictsOf(folder, files, readManifest(folder)),
  ];
  if (problems.length > 0) return { problems };
  const { state } = inventory.nagios;
  const mainFile = join(folder, 'nagios', 'nagios.cfg');
  const nagios = {
    pidFile: wanted.pidFile ?? join(state, 'nagios.pid'),
    mainFile,
    objectCache: join(state, 'objects.cache'),
  };
  return { folder, files, years, mainFile, nagios, patience, start };
}

function readWait(text: string): number {
  const seconds = Number(text);
  if (seconds > 0) return seconds * 1000;
  throw new WrongUsage(`--wait: not a number of seconds: "${text}"`);
}

function readStart(text: string): readonly string[] {
  const split = splitCommandLine(text);
  if ('words' in split) return split.words;
  throw new WrongUsage(`--start: ${split.problem}: "${text}"`);
}

function refusal(verdict: Verdict): readonly string[] {
  if ('missing' in verdict || verdict.accepts) return [];
  return [`${verdict.program} refuses the generated files:\n${verdict.output}`];
}

function refuse(problems: readonly string[], { stderr }: Streams): number {
  for (const problem of problems) stderr.write(`${problem}\n`);
  stderr.write('watchclock config reload: nothing was changed\n');
  return 1;
}

function report(outcome: Outcome, { stdout, stderr }: Streams): number {
  if (outcome.runs === 'new') {
    stdout.write('Nagios runs with the new files\n');
    return 0;
  }
  const now =
    outcome.runs === 'nothing' ? 'Nagios does not run' : 'Nagios runs with the last good files';
  stderr.write(`watchclock config reload: ${outcome.why}\nwatchclock config reload: ${now}\n`);
  return 1;
}
