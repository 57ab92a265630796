import { loadCheckedInventory } from './checked-inventory.ts';
import { readNow, readOptions, type Streams, type Subcommand } from './usage.ts';
import { type Verdict, verify } from './verify.ts';

/** `watchclock config check`: is the inventory right, and does the installed Nagios accept what it becomes? */
export const check: Subcommand = {
  summary: 'check an inventory, with the installed Nagios and Icinga too',
  usage: `Usage: watchclock config check [--inventory FILE] [--now DATE]

Reads the inventory, names everything that is wrong with it by file, line and column (plans and
hosts that do not exist, names that overlap, agents that nobody reaches, limits that contradict
each other, options that a check refuses), and has the installed Nagios Core and Icinga 2 verify
the files that would be generated.

  --inventory FILE   what to read (inventory.yaml)
  --now DATE         the day from which holidays are dated (today)

Exit status: 0 all is well, 1 something is wrong, 2 wrong usage.
Example: watchclock config check --inventory inventory.yaml
`,
  run: async (args, streams) => {
    const { values } = readOptions(args, {
      inventory: { type: 'string', default: 'inventory.yaml' },
      now: { type: 'string' },
    });
    const now = readNow(values.now, Date.now);
    const inventory = await loadCheckedInventory(values.inventory);
    const { customers, hosts } = inventory;
    streams.stdout.write(
      `inventory: ${customers.size} customers, ${hosts.size} hosts, well described\n`,
    );
    const verdicts = await verify(inventory, now);
    return verdicts.reduce((worst, verdict) => Math.max(worst, report(verdict, streams)), 0);
  },
};

function report(verdict: Verdict, { stdout, stderr }: Streams): number {
  if ('missing' in verdict) {
    stdout.write(`${verdict.program}: not installed, so not asked\n`);
    return 0;
  }
  if (verdict.accepts) {
    stdout.write(`${verdict.program}: accepts the generated files\n`);
    return 0;
  }
  stderr.write(`${verdict.program}: refuses the generated files:\n${verdict.output}`);
  return 1;
}
