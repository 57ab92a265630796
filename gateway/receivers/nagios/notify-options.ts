import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What `watchclock notify` was asked to do. */
export interface NotifyOptions {
  readonly help: boolean;
  /** Only deliver what waits. */
  readonly deliver: boolean;
  /** With `deliver`: do not give up while the gateway cannot be reached. */
  readonly persist: boolean;
  readonly site: string;
  /** The gateway's address. */
  readonly gateway: URL;
  readonly tokenFile: string;
  readonly spool: string;
  /** The most notifications that may wait. */
  readonly limit: number;
  /** Macros given by name; they win over the environment's. */
  readonly macros: Readonly<Record<string, string>>;
}

/** What `--help` prints. */
export const usage = `Usage: watchclock notify [OPTION]…
       watchclock notify --deliver [--persist] [OPTION]…

Nagios's notification command for hosts and services: keeps the notification on the disk, then
hands it to the gateway. While the gateway cannot be reached, notifications wait in their order;
whatever notifies next, and a process in the background, delivers them.

The macros come from the environment (enable_environment_macros=1 in nagios.cfg) or from --macro.

  -c, --config FILE       YAML with the keys site, gateway, token_file, spool and limit; each is
                          what the option of that name is, and an option wins over it
      --site NAME         this monitoring server's name (main)
      --gateway URL       the gateway (http://127.0.0.1:8480)
      --token-file FILE   the gateway's token (/var/lib/watchclock/watchclock.token)
      --spool FOLDER      where notifications wait (/var/spool/watchclock/notify)
      --limit COUNT       the most that may wait (100000)
      --macro NAME=VALUE  a macro; may be given often, and wins over the environment
      --deliver           take no notification, only deliver those that wait
      --persist           with --deliver: try again until all are delivered
  -h, --help              this text

Exit status: 0 the notification is safe; with --deliver, nothing waits or another process delivers it;
1 it is not safe or not delivered; 2 usage error.

Example:
  define command {
    command_name  watchclock-notify
    command_line  /usr/bin/watchclock notify --config /etc/watchclock/notify.yaml
  }
`;

const options = {
  help: { type: 'boolean', short: 'h', default: false },
  config: { type: 'string', short: 'c' },
  deliver: { type: 'boolean', default: false },
  persist: { type: 'boolean', default: false },
  site: { type: 'string' },
  gateway: { type: 'string' },
  'token-file': { type: 'string' },
  spool: { type: 'string' },
  limit: { type: 'string' },
  macro: { type: 'string', multiple: true },
} as const;

/** Reads the arguments, and the configuration they name. Throws a UsageError, or a ConfigError about the file. */
export async function readOptions(args: readonly string[]): Promise<NotifyOptions> {
  const given = parse(args);
  const { help, deliver, persist } = given;
  if (persist && !deliver) throw new UsageError('--persist: only goes with --deliver');
  // Loaded only where it is asked for: Nagios runs this command often.
  const file =
    given.config === undefined || help
      ? {}
      : (await import('./notify-config.ts')).loadNotifyConfig(given.config);
  return {
    help,
    deliver,
    persist,
    site: siteOf(given.site ?? file.site ?? 'main'),
    gateway: addressOf(given.gateway ?? file.gateway ?? 'http://127.0.0.1:8480'),
    tokenFile: resolve(
      given['token-file'] ?? file.token_file ?? '/var/lib/watchclock/watchclock.token',
    ),
    spool: resolve(given.spool ?? file.spool ?? '/var/spool/watchclock/notify'),
    limit: countOf(given.limit ?? String(file.limit ?? 100_000)),
    macros: Object.fromEntries((given.macro ?? []).map(macroOf)),
  };
}

/** An argument that is none of ours. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The arguments with which another process delivers what these options keep. */
export function deliveringArguments({ gateway, tokenFile, spool, limit }: NotifyOptions): string[] {
  return [
    ...['--deliver', '--persist', '--gateway', gateway.href, '--token-file', tokenFile],
    ...['--spool', spool, '--limit', String(limit)],
  ];
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function siteOf(text: string): string {
  if (text === '') throw new UsageError('--site: is empty');
  return text;
}

function addressOf(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageError(`--gateway: not an http or https address: "${text}"`);
  }
  return url;
}

function countOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--limit: not a count: "${text}"`);
  return Number(text);
}

function macroOf(text: string): [string, string] {
  const [, name, value] = /^(?:NAGIOS_)?([A-Z]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(`--macro: not of the form NAME=VALUE: "${text}"`);
  }
  return [name, value];
}
