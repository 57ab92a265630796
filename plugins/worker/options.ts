import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../check/usage-error.ts';
import { type Address, parseAddress } from '../settings/listen-address.ts';

/** What `watchclock worker` was asked to do. */
export interface WorkerOptions {
  readonly help: boolean;
  readonly querySocket: string;
  readonly name: string;
  /** Each gets a connection of its own; without any there is one, for whatever Core has. */
  readonly plugins: readonly string[];
  readonly executors: number;
  readonly limits: { readonly checks: number; readonly processes: number };
  readonly drainSeconds: number;
  /** Where metrics are served. */
  readonly metrics: Address | undefined;
  readonly allowRoot: boolean;
  /** Which of the worker's processes this one is. */
  readonly role: Role;
  /** The arguments that ask for the same, for the other roles. */
  readonly args: readonly string[];
}

type Role = 'foreman' | 'holder' | 'executor';

const options = {
  'query-socket': { type: 'string' },
  name: { type: 'string', default: 'watchclock' },
  plugin: { type: 'string', multiple: true },
  executors: { type: 'string', default: String(Math.min(2, availableParallelism())) },
  'max-checks': { type: 'string', default: '1000' },
  'max-processes': { type: 'string', default: '256' },
  drain: { type: 'string', default: '30' },
  metrics: { type: 'string' },
  'allow-root': { type: 'boolean', default: false },
  role: { type: 'string', default: 'foreman' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What `--help` prints. */
export const usage = `Usage: watchclock worker --query-socket PATH [--name NAME] [--plugin NAME]… [OPTION]…

A worker for Nagios Core 4: runs the checks of watchclock, and "watchclock notify", without a new process;
every other command as Core's own workers run it. It registers again whenever Nagios restarts.

      --query-socket PATH     the query handler of Nagios (query_socket in nagios.cfg)
      --name NAME             its name in the log of Nagios (watchclock)
      --plugin NAME           take only the commands of this plugin, such as check_load, or a whole path; may be
                              given often; without it, Core shares out all commands among its workers and this one
      --executors COUNT       processes that run the checks (one for each processor, at most 2)
      --max-checks COUNT      checks of watchclock at once in each of them (1000)
      --max-processes COUNT   other commands at once in each of them (256)
      --drain SECONDS         how long jobs at work may take at the end (30)
      --metrics ADDRESS       answer GET /metrics there (127.0.0.1:9117), for Prometheus and "watchclock status"
      --allow-root            run even as root: the commands of Nagios then run as root too
  -h, --help                  this text

SIGTERM and Ctrl-C end it in order: Core starts no checks while those at work are answered, then goes on.

Exit status: 0 stopped, 1 failed, 2 usage error.

Example:
  watchclock worker --query-socket /var/lib/nagios4/rw/nagios.qh --plugin check_load --plugin check_disk
`;

/** Reads the arguments. Throws a UsageError. */
export function readOptions(args: readonly string[]): WorkerOptions {
  const given = parse(args);
  const querySocket = given['query-socket'] ?? '';
  if (querySocket === '' && !given.help) throw new UsageError('--query-socket: is missing');
  return {
    help: given.help,
    querySocket: resolve(querySocket),
    name: word('--name', given.name),
    plugins: [...new Set((given.plugin ?? []).map((plugin) => word('--plugin', plugin)))],
    executors: count('--executors', given.executors, 64),
    limits: {
      checks: count('--max-checks', given['max-checks'], 1_000_000),
      processes: count('--max-processes', given['max-processes'], 1_000_000),
    },
    drainSeconds: count('--drain', given.drain, 86_400),
    metrics: given.metrics === undefined ? undefined : address('--metrics', given.metrics),
    allowRoot: given['allow-root'],
    role: role(given.role),
    args: args.filter((arg, i) => arg !== '--role' && args[i - 1] !== '--role'),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** A value that goes to Core between `=` and `;`. */
function word(option: string, text: string): string {
  if (/^[^\s;=\0]{1,200}$/.test(text)) return text;
  throw new UsageError(
    `${option}: not a name without blanks, ";" and "=": ${JSON.stringify(text)}`,
  );
}

function count(option: string, text: string, most: number): number {
  const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  throw new UsageError(`${option}: not a count from 1 to ${most}: ${JSON.stringify(text)}`);
}

function address(option: string, text: string): Address {
  const found = parseAddress(text);
  if (found !== undefined) return found;
  throw new UsageError(`${option}: not an address such as 127.0.0.1:9117: ${JSON.stringify(text)}`);
}

function role(text: string): Role {
  if (text === 'foreman' || text === 'holder' || text === 'executor') return text;
  throw new UsageError(`--role: is for the worker's own use: ${JSON.stringify(text)}`);
}
