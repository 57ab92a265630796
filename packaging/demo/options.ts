import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** What the demonstration can be told. */
export interface DemoOptions {
  /** Where it keeps its files and its data. */
  readonly dir: string;
  /** The gateway's port. */
  readonly port: number;
  /** The port of the web application that is watched. */
  readonly applicationPort: number;
  /** How often the agent checks, as a duration in the configuration. */
  readonly every: string;
}

/** How `npm start` is called. */
export const usage = `Usage: npm start [-- OPTION…]

Starts the gateway with a demonstration inventory, and an agent that checks this machine.

Options:
  --dir DIRECTORY           where configuration and data are kept (.watchclock)
  --port PORT               the port of the page (8480)
  --application-port PORT   the port of the web application that is watched (8481)
  --every DURATION          how often everything is checked (60s)
  --help

Example: npm start -- --port 9000 --every 10s
`;

/** The options of a command line; `undefined` where help is asked for. Throws an Error that shows what is wrong. */
export function readOptions(args: readonly string[], root: string): DemoOptions | undefined {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: text(join(root, '.watchclock')),
      port: text('8480'),
      'application-port': text('8481'),
      every: text('60s'),
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return undefined;
  return {
    dir: values.dir,
    port: port('--port', values.port),
    applicationPort: port('--application-port', values['application-port']),
    every: values.every,
  };
}

function port(option: string, text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= 65_535) return number;
  throw new Error(`${option}: must be a port from 1 to 65535, not "${text}"`);
}
