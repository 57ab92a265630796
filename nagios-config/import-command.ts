import { existsSync, writeFileSync } from 'node:fs';
import { Check } from 'typebox/value';
import { didYouMean } from '../plugins/settings/nearest.ts';
import { builtInPlans } from '../sla/plan.ts';
import { type Import, importConfiguration } from './import/import.ts';
import { key } from './inventory/names.ts';
import { readOptions, type Streams, type Subcommand, WrongUsage } from './usage.ts';

/** `watchclock config import`: an inventory from an existing configuration of Nagios. */
export const importExisting: Subcommand = {
  summary: 'make an inventory of an existing configuration of Nagios',
  usage: `Usage: watchclock config import [OPTION]… PATH…

Reads main files with everything that they name (cfg_file, cfg_dir, resource_file), object files or
folders of them, resolves templates, groups and lists as Nagios does, and writes an inventory with
the same hosts and services. Whatever the generated configuration will not have, or not so, is
listed by file and line on standard error; "#" comments at the top of the inventory say how many.

  --out FILE         where to write the inventory (standard output); a file that exists is left alone
  --customer KEY     whose hosts they become (imported)
  --name NAME        what that customer is called (its key)
  --plan PLAN        under which built-in plan (standard)

Exit status: 0 done, also when something is listed; 1 failed, 2 wrong usage.
Example: watchclock config import --out inventory.yaml --customer orchard /etc/nagios4/nagios.cfg
`,
  run: async (args, streams) => {
    const { values, positionals } = readOptions(args, options, Number.POSITIVE_INFINITY);
    if (positionals.length === 0) throw new WrongUsage('which configuration? Name its main file');
    const { out, customer } = values;
    if (!Check(key, customer)) {
      throw new WrongUsage(
        `--customer: not a key of small letters, digits and hyphens: "${customer}"`,
      );
    }
    const { plan } = values;
    if (!builtInPlans.has(plan)) {
      const hint = didYouMean(plan, builtInPlans.keys());
      throw new WrongUsage(`--plan: there is no built-in plan "${plan}"${hint}`);
    }
    if (out !== undefined && existsSync(out)) {
      throw new Error(`${out}: is there already; name another file with --out, or move it away`);
    }
    const owner = { key: customer, name: values.name ?? customer, plan };
    const imported = importConfiguration(positionals, { owner, now: Date.now() });
    const text = heading(positionals, imported) + imported.text;
    if (out === undefined) streams.stdout.write(text);
    else writeFileSync(out, text, { flag: 'wx' });
    return report(imported, streams);
  },
};

const options = {
  out: { type: 'string' },
  customer: { type: 'string', default: 'imported' },
  name: { type: 'string' },
  plan: { type: 'string', default: 'standard' },
} as const;

function heading(paths: readonly string[], { hosts, services, losses }: Import): string {
  return [
    `# Imported from ${paths.join(', ')}: ${hosts} hosts, ${services} services.`,
    `# ${losses.length} things were not carried over, or not so: "watchclock config import" lists them.`,
    '',
    '',
  ].join('\n');
}

function report({ hosts, services, losses }: Import, { stderr }: Streams): number {
  for (const { origin, what } of losses) {
    stderr.write(`${origin.file}:${origin.line}: ${what}\n`);
  }
  const listed =
    losses.length === 0
      ? 'everything was carried over'
      : `not carried over, or not so: ${losses.length}, listed above`;
  stderr.write(`${hosts} hosts and ${services} services; ${listed}\n`);
  return 0;
}
