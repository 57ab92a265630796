import { isFlag, type Verb, valueOptions, verbs } from './verbs.ts';

/** What `watchclock incident --help` prints. */
export function usage(): string {
  return `${synopsis}
Raises incidents, shows them, and records what people do to them, through a gateway's API.

${Object.entries(verbs).map(describe).join('\n')}

Options of every command:
      --url URL           the gateway ($WATCHCLOCK_URL, or http://127.0.0.1:8480)
      --token-file FILE   its token, for what writes ($WATCHCLOCK_TOKEN_FILE, or
                          /var/lib/watchclock/watchclock.token)
      --json              the gateway's own answer
  -h, --help              this text

Who does something says so with --by NAME, and with --role customer on the customer's side. --at is when it
happened, if that was before now; with --version it is refused when the incident went on since that version.
INSTANT is ISO 8601 with an offset: 2026-10-16T16:30:00+02:00.

Exit status: 0 done, 1 the gateway refused or cannot be reached, 2 usage error.

Example:
  watchclock incident list
  watchclock incident respond 7 --by "Eva Example"
  watchclock incident ask 7 --whom "Tina Technical" --what "the log of today"
  watchclock incident resolve 7 --cause "the connection pool was exhausted: enlarged"
`;
}

/** How the command is called, for somebody who called it wrongly. */
export const synopsis = `Usage: watchclock incident COMMAND [NUMBER] [OPTION]…
       watchclock incident --help
`;

function describe([name, { says, of, needs, takes }]: [string, Verb]): string {
  const option = (key: Verb['takes'][number]) =>
    isFlag(key) ? `--${key}` : `--${key} ${valueOptions[key]}`;
  const own = takes.filter((key) => !general.includes(key)).map((key) => `[${option(key)}]`);
  const call = [of === 'one' ? `${name} NUMBER` : name, ...needs.map(option)].join(' ');
  return [call, ...(own.length > 0 ? [`    ${own.join(' ')}`] : []), `    ${says}`]
    .map((line) => `  ${line}`)
    .join('\n');
}

const general: readonly string[] = ['by', 'role', 'at', 'version'];
