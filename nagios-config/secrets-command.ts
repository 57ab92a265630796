import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean } from '../plugins/settings/nearest.ts';
import { sendersOf } from './gateway-files.ts';
import { loadInventory } from './inventory.ts';
import { readOptions, type Subcommand, WrongUsage } from './usage.ts';

/** `watchclock config secrets`: the password or token of each customer whose hosts send their results. */
export const secrets: Subcommand = {
  summary: 'make the secrets with which hosts send their results',
  usage: `Usage: watchclock config secrets [--inventory FILE] [--folder FOLDER] [--rotate CUSTOMER]

Makes a secret for each customer that has hosts which send their results, in a file of its own
that only its user can read. What is there stays as it is; nothing is ever printed.

  --inventory FILE     what to read (inventory.yaml)
  --folder FOLDER      where the secrets are (secrets)
  --rotate CUSTOMER    make a new one for this customer; the old one is kept as CUSTOMER.old

Exit status: 0 done, 1 failed, 2 wrong usage.
Example: watchclock config secrets --folder /etc/watchclock/secrets --rotate customer-a
`,
  run: async (args, { stdout }) => {
    const { values } = readOptions(args, {
      inventory: { type: 'string', default: 'inventory.yaml' },
      folder: { type: 'string', default: 'secrets' },
      rotate: { type: 'string' },
    });
    const senders = sendersOf(loadInventory(values.inventory)).map(({ id }) => id);
    refuseStranger(values.rotate, senders);
    mkdirSync(values.folder, { recursive: true, mode: 0o700 });
    for (const id of senders)
      stdout.write(secretFor(id, join(values.folder, id), values.rotate === id));
    return 0;
  },
};

function refuseStranger(customer: string | undefined, senders: readonly string[]): void {
  if (customer === undefined || senders.includes(customer)) return;
  const hint = didYouMean(customer, senders);
  throw new WrongUsage(
    `--rotate: no customer "${customer}" has hosts that send their results${hint}`,
  );
}

/** Makes the secret of a customer where it is missing or to be renewed, and says what it did. */
function secretFor(id: string, path: string, renew: boolean): string {
  const present = existsSync(path);
  if (present && !renew) return `${id}: is there\n`;
  if (present) renameSync(path, `${path}.old`);
  writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
  chmodSync(path, 0o600);
  return present ? `${id}: made anew; the old one is ${id}.old\n` : `${id}: made\n`;
}
