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
    command_line  /usr/bin/watchclock notify --site main
  }
`;

const options = {
  help: { type: 'boolean', short: 'h', default: false },
  deliver: { type: 'boolean', default: false },
  persist: { type: 'boolean', default: false },
  site: { type: 'string', default: 'main' },
  gateway: { type: 'string', default: 'http://127.0.0.1:8480' },
  'token-file': { type: 'string', default: '/var/lib/watchclock/watchclock.token' },
  spool: { type: 'string', default: '/var/spool/watchclock/notify' },
  limit: { type: 'string', default: '100000' },
  macro: { type: 'string', multiple: true },
} as const;

/** Reads the arguments; a string says what is wrong with them. */
export function readOptions(args: readonly string[]): NotifyOptions | string {
  try {
    const { values } = parseArgs({ args: [...args], options });
    const { help, deliver, persist, site } = values;
    const spool = resolve(values.spool);
    const tokenFile = resolve(values['token-file']);
    const gateway = addressOf(values.gateway);
    const limit = countOf(values.limit);
    const macros = Object.fromEntries((values.macro ?? []).map(macroOf));
    if (site === '') return '--site: is empty';
    if (persist && !deliver) return '--persist: only goes with --deliver';
    return { help, deliver, persist, site, gateway, tokenFile, spool, limit, macros };
  } catch (error) {
    return (error as Error).message;
  }
}

/** The arguments with which another process delivers what these options keep. */
export function deliveringArguments({ gateway, tokenFile, spool, limit }: NotifyOptions): string[] {
  return [
    ...['--deliver', '--persist', '--gateway', gateway.href, '--token-file', tokenFile],
    ...['--spool', spool, '--limit', String(limit)],
  ];
}

function addressOf(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new Error(`--gateway: not an http or https address: "${text}"`);
  }
  return url;
}

function countOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--limit: not a count: "${text}"`);
  return Number(text);
}

function macroOf(text: string): [string, string] {
  const [, name, value] = /^(?:NAGIOS_)?([A-Z]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new Error(`--macro: not of the form NAME=VALUE: "${text}"`);
  }
  return [name, value];
}
