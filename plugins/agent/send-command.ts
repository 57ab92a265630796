import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { readOptions } from '../process/options.ts';
import { say } from '../process/say.ts';
import { ConfigError } from '../settings/problem.ts';
import { secret } from '../settings/secret.ts';
import {
  type NscaMethod,
  nscaMethodForms,
  nscaMethods,
  parseNscaMethod,
} from '../wire/nsca-cipher.ts';
import type { PassiveCheck } from '../wire/passive-check.ts';
import {
  type Destination,
  type DestinationParts,
  destinationForms,
  destinationName,
  openDestination,
  parseDestination,
  usualEncryption,
} from './destination/destination.ts';
import { toSpooled } from './destination/spooled.ts';
import { parseSendLines } from './send-lines.ts';
import { sendThroughSpool } from './send-spooled.ts';
import { loadAgentSettings } from './settings.ts';

const usage = `Usage: watchclock send --to URL --secret-file FILE [--encryption METHOD] [--delimiter TEXT] [--spool FOLDER]
       watchclock send --config FILE [--delimiter TEXT] [--spool FOLDER]

Sends passive results from standard input, a line each, as send_nsca reads them:
HOST<TAB>SERVICE<TAB>CODE<TAB>OUTPUT, or HOST<TAB>CODE<TAB>OUTPUT for a host itself.

      --to URL            ${destinationForms}
      --secret-file FILE  holds the password or token
      --encryption METHOD of NSCA: ${Object.keys(nscaMethods).join(', ')}, or its number
                          (${usualEncryption} unless given)
  -c, --config FILE       agent.yaml, whose "passive" says all of this
  -d, --delimiter TEXT    what separates the fields (a tab unless given)
      --spool FOLDER      keep them there first: what nobody takes now waits, in order, for the next call,
                          or for the agent whose spool it is
  -h, --help              this text

Exit status: 0 all were taken, or wait in the spool; 1 some were not; 2 usage error.

Example:
  printf 'web1\\tbackup\\t0\\tOK - 12 files\\n' |
    watchclock send --to nsca-ng://web1@monitoring.example:5668 --secret-file /etc/watchclock/password
`;

const options = {
  config: { type: 'string', short: 'c' },
  to: { type: 'string' },
  'secret-file': { type: 'string' },
  encryption: { type: 'string' },
  delimiter: { type: 'string', short: 'd' },
  spool: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Target = Omit<DestinationParts, 'signal'> & { readonly to: Destination };

/** The most results that are sent together. */
const atOnce = 200;

/** `watchclock send …`: exit status 0 when all were taken, 1 when some were not, 2 usage error. */
export async function command(args: readonly string[], io: NodeJS.Process): Promise<number> {
  const asked = readOptions(args, options);
  const objected = typeof asked === 'string' ? asked : objection(asked);
  if (objected !== undefined) {
    return say(io.stderr, `watchclock send: ${objected}\n${usage}`, 2);
  }
  if (typeof asked === 'string' || asked.help) return say(io.stdout, usage, 0);
  try {
    const target = await targetOf(asked);
    const { delimiter, spool } = asked;
    const records = parseSendLines(await text(io.stdin), {
      now: Date.now(),
      ...(delimiter !== undefined && { delimiter }),
    });
    const wrong = records.flatMap((record) => (record.kind === 'wrong' ? [record.why] : []));
    const checks = records.flatMap((record) => (record.kind === 'value' ? [record.value] : []));
    if (spool !== undefined) return await sendSpooled({ checks, wrong, target, spool, io });
    const refused = [...wrong, ...(await sendAll(checks, target))];
    complain(refused, io);
    return say(io.stdout, `${records.length - refused.length} sent\n`, refused.length > 0 ? 1 : 0);
  } catch (error) {
    const why =
      error instanceof ConfigError ? error.message : `watchclock send: ${(error as Error).message}`;
    return say(io.stderr, `${why}\n`, 1);
  }
}

interface Asked {
  readonly config?: string | undefined;
  readonly to?: string | undefined;
  readonly 'secret-file'?: string | undefined;
  readonly encryption?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly spool?: string | undefined;
  readonly help: boolean;
}

function objection(asked: Asked): string | undefined {
  const { config, to, encryption, delimiter, spool, help } = asked;
  if (help) return undefined;
  if (spool === '') return '--spool is empty';
  if (delimiter === '') return '--delimiter is empty';
  if (config !== undefined) {
    const beside = (['to', 'secret-file', 'encryption'] as const).find(
      (name) => asked[name] !== undefined,
    );
    return beside === undefined ? undefined : `--${beside} does not go with --config`;
  }
  if (to === undefined) return '--to is missing';
  if (parseDestination(to) === undefined) return `--to: must be ${destinationForms}, not "${to}"`;
  if (asked['secret-file'] === undefined) return '--secret-file is missing';
  if (encryption !== undefined && parseNscaMethod(encryption) === undefined) {
    return `--encryption: must be ${nscaMethodForms}, not "${encryption}"`;
  }
  return undefined;
}

async function targetOf({ config, to, encryption, ...asked }: Asked): Promise<Target> {
  if (config !== undefined) {
    const { passive } = await loadAgentSettings(config, process.env);
    if (passive === undefined) throw new Error(`${config}: there is no "passive" to send to`);
    return passive;
  }
  const destination = parseDestination(to ?? '');
  if (destination === undefined) throw new Error(`no destination: "${to}"`);
  const password = readFileSync(asked['secret-file'] ?? '', 'utf8').replace(/\r?\n$/, '');
  const method: NscaMethod = parseNscaMethod(encryption ?? '') ?? usualEncryption;
  return { to: destination, secret: secret(password), encryption: method };
}

/** Sends in order; gives what was refused as sentences. Throws when the other side cannot be reached. */
async function sendAll(
  checks: readonly PassiveCheck[],
  target: Target,
): Promise<readonly string[]> {
  const { signal } = new AbortController();
  const send = await openDestination(target.to, { ...target, signal });
  const refused: string[] = [];
  for (let at = 0; at < checks.length; ) {
    const batch = checks.slice(at, at + atOnce);
    const deliveries = await send(batch.map(toSpooled));
    for (const [index, delivery] of deliveries.entries()) {
      const { host, service } = batch[index] ?? { host: '', service: '' };
      if (delivery !== 'taken')
        refused.push(`${host}, ${service ?? 'the host'}: ${delivery.refused}`);
    }
    if (deliveries.length === 0) throw new Error(`${destinationName(target.to)} answered nothing`);
    at += deliveries.length;
  }
  return refused;
}

interface Spooled {
  readonly checks: readonly PassiveCheck[];
  /** What is wrong with the records that are no results. */
  readonly wrong: readonly string[];
  readonly target: Target;
  readonly spool: string;
  readonly io: NodeJS.Process;
}

/** Results that wait are in good hands: only what is wrong or refused fails. */
async function sendSpooled({ checks, wrong, target, spool, io }: Spooled): Promise<number> {
  const { signal } = new AbortController();
  const send = await openDestination(target.to, { ...target, signal });
  const sending = await sendThroughSpool(checks.map(toSpooled), resolve(spool), send);
  const { waiting, why } = sending;
  const refused = [...wrong, ...sending.refused];
  complain(refused, io);
  const line = why === undefined ? `${checks.length} sent` : `${waiting} wait in ${spool}: ${why}`;
  return say(io.stdout, `${line}\n`, refused.length > 0 ? 1 : 0);
}

function complain(sentences: readonly string[], io: NodeJS.Process): void {
  for (const sentence of sentences) io.stderr.write(`watchclock send: ${sentence}\n`);
}
