import { basename, join } from 'node:path';
import { splitCommandLine } from '../plugins/command-line.ts';
import { conflictsOf } from './changes.ts';
import { commandProblems } from './check-commands.ts';
import { generate } from './generate.ts';
import { loadInventory } from './inventory.ts';
import { readManifest } from './manifest.ts';
import { type Outcome, takeOver } from './take-over.ts';
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
    const { values } = readOptions(args, {
      inventory: { type: 'string', default: 'inventory.yaml' },
      out: { type: 'string', default: 'generated' },
      'pid-file': { type: 'string' },
      start: { type: 'string', default: '' },
      wait: { type: 'string', default: '60' },
      now: { type: 'string' },
    });
    const now = readNow(values.now, Date.now);
    const patience = readWait(values.wait);
    const start = readStart(values.start);
    const inventory = loadInventory(values.inventory);
    const years = yearsFrom(now);
    const files = generate(inventory, { source: basename(values.inventory), years, now });
    const problems = [
      ...(await commandProblems(inventory)),
      ...(await verify(inventory, now)).flatMap(refusal),
      ...conflictsOf(values.out, files, readManifest(values.out)),
    ];
    if (problems.length > 0) return refuse(problems, streams);
    const { state } = inventory.nagios;
    const pidFile = values['pid-file'] ?? join(state, 'nagios.pid');
    const mainFile = join(values.out, 'nagios', 'nagios.cfg');
    const nagios = { pidFile, mainFile, objectCache: join(state, 'objects.cache') };
    const change = { folder: values.out, files, years, mainFile, nagios, patience, start };
    return report(await takeOver(change), streams);
  },
};

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
