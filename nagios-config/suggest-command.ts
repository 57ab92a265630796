import { readFileSync } from 'node:fs';
import { didYouMean } from '../plugins/settings/nearest.ts';
import { loadInventory } from './inventory.ts';
import { readSamples } from './suggest/samples.ts';
import { enough, suggest } from './suggest/suggest.ts';
import { suggestionText } from './suggest/suggestion-text.ts';
import { readOptions, type Subcommand, WrongUsage } from './usage.ts';

/** `watchclock config suggest`: limits for a host from its recorded results. */
export const suggestForHost: Subcommand = {
  summary: 'propose limits for a host from its recorded results',
  usage: `Usage: watchclock config suggest HOST [--inventory FILE] [--samples FILE]

Proposes limits for each service of a host, such that of a hundred recorded results at most one
would have warned, as YAML to paste into the inventory, each with its reason. At least ${enough.samples} results
in ${enough.days} days are needed for a service.

  --inventory FILE   what to read (inventory.yaml)
  --samples FILE     recorded results, a JSON object on each line, or - for standard input (-):
                     {"host":"a-web1","service":"load","at":"2026-10-16T12:00:00Z","perfdata":"…"}

Exit status: 0 done, 1 failed, 2 wrong usage.
Example: watchclock config suggest a-web1 --samples results.jsonl
`,
  run: async (args, { stdout }) => {
    const options = {
      inventory: { type: 'string', default: 'inventory.yaml' },
      samples: { type: 'string', default: '-' },
    } as const;
    const { values, positionals } = readOptions(args, options, 1);
    const [name] = positionals;
    if (name === undefined) throw new WrongUsage('which host?');
    const { hosts } = loadInventory(values.inventory);
    const host = hosts.get(name);
    if (host === undefined) {
      throw new Error(`the inventory has no host "${name}"${didYouMean(name, hosts.keys())}`);
    }
    const text = readFileSync(values.samples === '-' ? 0 : values.samples, 'utf8');
    const samples = readSamples(text, values.samples === '-' ? 'standard input' : values.samples);
    stdout.write(suggestionText(host, suggest(host, samples)));
    return 0;
  },
};
