import { didYouMean } from '../plugins/settings/nearest.ts';
import { ConfigError } from '../plugins/settings/problem.ts';
import { check } from './check-command.ts';
import { generate } from './generate-command.ts';
import { importExisting } from './import-command.ts';
import { reload } from './reload-command.ts';
import { schema } from './schema-command.ts';
import { secrets } from './secrets-command.ts';
import type { AskRecorded } from './suggest/recorded.ts';
import { suggestForHost } from './suggest-command.ts';
import { type Streams, type Subcommand, WrongUsage } from './usage.ts';

/** What the commands are handed of the gateway, loaded when it is asked for. */
export interface FromGateway {
  readonly recorded: () => Promise<AskRecorded>;
}

/** `watchclock config …`: exit status 0 done, 1 failed or out of date, 2 for a usage error. */
export function configCommand({ recorded }: FromGateway) {
  const subcommands: Subcommands = new Map([
    ['generate', generate],
    ['check', check],
    ['import', importExisting],
    ['suggest', suggestForHost(recorded)],
    ['reload', reload],
    ['secrets', secrets],
    ['schema', schema],
  ]);
  return (args: readonly string[], streams: Streams) => run(args, subcommands, streams);
}

type Subcommands = ReadonlyMap<string, Subcommand>;

async function run(
  args: readonly string[],
  subcommands: Subcommands,
  streams: Streams,
): Promise<number> {
  const [name = '', ...rest] = args;
  const overview = overviewOf(subcommands);
  if (name === '--help' || name === '-h') return say(streams.stdout, overview, 0);
  const subcommand = subcommands.get(name);
  if (subcommand === undefined) {
    const hint = didYouMean(name, subcommands.keys());
    const what = name === '' ? 'which command?' : `there is no command "${name}"${hint}`;
    return say(streams.stderr, `watchclock config: ${what}\n\n${overview}`, 2);
  }
  if (rest.includes('--help') || rest.includes('-h'))
    return say(streams.stdout, subcommand.usage, 0);
  try {
    return await subcommand.run(rest, streams);
  } catch (error) {
    return explained(error, name, subcommand, streams);
  }
}

function explained(error: unknown, name: string, { usage }: Subcommand, streams: Streams): number {
  if (error instanceof ConfigError) return say(streams.stderr, `${error.message}\n`, 1);
  if (!(error instanceof Error)) throw error;
  const line = `watchclock config ${name}: ${error.message}\n`;
  if (error instanceof WrongUsage) return say(streams.stderr, `${line}\n${usage}`, 2);
  return say(streams.stderr, line, 1);
}

function overviewOf(subcommands: Subcommands): string {
  const lines = [...subcommands].map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return [
    'Usage: watchclock config COMMAND [OPTION]…',
    '',
    'From one inventory to the configuration of Nagios, agents and gateway.',
    '',
    'Commands:',
    ...lines,
    '',
    'watchclock config COMMAND --help says more of each.',
    'Example: watchclock config generate --inventory inventory.yaml --out /etc/watchclock/generated',
    '',
  ].join('\n');
}

function say(stream: Streams['stdout'], text: string, status: number): number {
  stream.write(text);
  return status;
}
