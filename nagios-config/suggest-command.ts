import { readFileSync } from 'node:fs';
import { didYouMean } from '../plugins/settings/nearest.ts';
import type { Host, Inventory } from './inventory/model.ts';
import { loadInventory } from './inventory.ts';
import { type AskRecorded, type RecordedPlace, recordedSamples } from './suggest/recorded.ts';
import { readSamples, type Sample } from './suggest/samples.ts';
import { enough, suggest } from './suggest/suggest.ts';
import { suggestionText } from './suggest/suggestion-text.ts';
import { readOptions, type Subcommand, WrongUsage } from './usage.ts';

/** `watchclock config suggest`: limits for a host from what is recorded of it, by the gateway or in a file. */
export function suggestForHost(recorded: () => Promise<AskRecorded>): Subcommand {
  return {
    summary: 'propose limits for a host from its recorded results',
    usage,
    run: async (args, { stdout }) => {
      const wanted = readWanted(args);
      const inventory = loadInventory(wanted.inventory);
      const host = hostOf(inventory, wanted.host);
      const { file } = wanted;
      const samples =
        file === undefined
          ? await recordedSamples(await recorded(), inventory, host, wanted)
          : samplesIn(file);
      stdout.write(suggestionText(host, suggest(host, samples)));
      return 0;
    },
  };
}

const usage = `Usage: watchclock config suggest HOST [OPTION]…

Proposes limits for each service of a host, such that of a hundred recorded results at most one
would have warned, as YAML to paste into the inventory, each with its reason. At least ${enough.samples} results
in ${enough.days} days are needed for a service. The gateway of the inventory is asked what it recorded, unless a
file is named.

  --inventory FILE    what to read (inventory.yaml)
  --days NUMBER       how far back the gateway is asked (28)
  --url URL           another gateway than that of the inventory (gateway.url)
  --token-file FILE   its token, where reading needs one (gateway.token_file of the inventory)
  --samples FILE      recorded results, a JSON object on each line, or - for standard input:
                      {"host":"a-web1","service":"load","at":"2026-10-16T12:00:00Z","perfdata":"…"}

Exit status: 0 done, 1 failed, 2 wrong usage.
Example: watchclock config suggest a-web1 --inventory /etc/watchclock/inventory.yaml
`;

interface Wanted extends RecordedPlace {
  readonly host: string;
  readonly inventory: string;
  readonly file: string | undefined;
}

function readWanted(args: readonly string[]): Wanted {
  const options = {
    inventory: { type: 'string', default: 'inventory.yaml' },
    days: { type: 'string' },
    url: { type: 'string' },
    'token-file': { type: 'string' },
    samples: { type: 'string' },
  } as const;
  const { values, positionals } = readOptions(args, options, 1);
  const [host] = positionals;
  if (host === undefined) throw new WrongUsage('which host?');
  const { inventory, days, url, 'token-file': tokenFile, samples: file } = values;
  const forGateway = ['days', 'url', 'token-file'] as const;
  const foreign = forGateway.find((name) => values[name] !== undefined);
  if (file !== undefined && foreign !== undefined) {
    throw new WrongUsage(`--${foreign} is for the gateway, and --samples names a file`);
  }
  return { host, inventory, file, tokenFile, url: readUrl(url), from: daysBack(days) };
}

function readUrl(text: string | undefined): string | undefined {
  const { protocol } = URL.parse(text ?? 'http://localhost') ?? {};
  if (protocol === 'http:' || protocol === 'https:') return text;
  throw new WrongUsage(`--url: not an http or https address: "${text}"`);
}

/** The instant so many days ago, epoch milliseconds. */
function daysBack(text = '28'): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Date.now() - Number(text) * 86_400_000;
  throw new WrongUsage(`--days: not a number of days from 1 to 9999: "${text}"`);
}

function hostOf({ hosts }: Inventory, name: string): Host {
  const host = hosts.get(name);
  if (host !== undefined) return host;
  throw new Error(`the inventory has no host "${name}"${didYouMean(name, hosts.keys())}`);
}

function samplesIn(file: string): readonly Sample[] {
  const text = readFileSync(file === '-' ? 0 : file, 'utf8');
  return readSamples(text, file === '-' ? 'standard input' : file);
}
