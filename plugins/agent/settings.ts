import { hostname } from 'node:os';
import { Type } from 'typebox';
import { Duration } from '../settings/duration.ts';
import { FilePath } from '../settings/file-path.ts';
import { type Complain, type ReadSettings, readSettings, type Settings } from '../settings/load.ts';
import { didYouMean } from '../settings/nearest.ts';
import { ConfigError, showValue } from '../settings/problem.ts';
import { type Secret, SecretText } from '../settings/secret.ts';
import { WebAddress } from '../settings/web-address.ts';
import { CheckCommand, type CheckLine, objection } from './check-line.ts';

/** What the agent watches and where it tells: the whole of agent.yaml, with names resolved. */
export interface AgentSettings {
  readonly host: string;
  readonly services: readonly WatchedService[];
  /** Milliseconds between two runs of a check. */
  readonly every: number;
  /** The address of the gateway's page. */
  readonly to: string;
  readonly token: Secret;
  /** The folder in which results wait. */
  readonly spool: string;
}

/** A service as the gateway calls it, and the check that tells its state. */
export interface WatchedService {
  readonly name: string;
  readonly command: CheckLine;
}

const name = Type.String({ minLength: 1 });

const agentSchema = Type.Object({
  commands: Type.Record(name, CheckCommand({ description: 'check_load -w 15,10,5 -c 30,25,20' })),
  passive: Type.Object({
    every: Duration({ default: '60s', atLeast: '1s', description: 'How often each check is run.' }),
    to: WebAddress({ description: 'The gateway, by the address of its page.' }),
    token: SecretText({ description: 'What the gateway asks of those who write.' }),
    host: Type.Optional(
      Type.String({ minLength: 1, description: 'What the gateway calls this machine.' }),
    ),
    services: Type.Optional(
      Type.Record(name, name, {
        description: 'The name of a service and its command; each command by its name if left out.',
      }),
    ),
    spool: FilePath({ default: './spool', description: 'Where results wait for the gateway.' }),
  }),
});

type AgentFile = Settings<typeof agentSchema>;

/** Reads and checks agent.yaml. Rejects with a ConfigError that lists everything wrong with it. */
export async function loadAgentSettings(path: string): Promise<AgentSettings> {
  const read = readSettings(path, agentSchema, { check: checkServices });
  if (read.value === undefined) throw new ConfigError(read.problems);
  await refuseWrongOptions(read.value, read.problem);
  return resolved(read.value);
}

function checkServices({ commands, passive }: AgentFile, complain: Complain): void {
  for (const [service, command] of Object.entries(passive.services ?? {})) {
    if (Object.hasOwn(commands, command)) continue;
    const hint = didYouMean(command, Object.keys(commands));
    complain(['passive', 'services', service], `there is no command ${showValue(command)}${hint}`);
  }
}

async function refuseWrongOptions(
  { commands }: AgentFile,
  problem: ReadSettings<typeof agentSchema>['problem'],
): Promise<void> {
  const judged = Object.entries(commands).map(async ([name, line]) => {
    const what = await objection(line);
    return what === undefined ? [] : [problem(['commands', name], what)];
  });
  const problems = (await Promise.all(judged)).flat();
  if (problems.length > 0) throw new ConfigError(problems);
}

function resolved({ commands, passive }: AgentFile): AgentSettings {
  const { host = hostname(), services, ...rest } = passive;
  const all = Object.keys(commands).map((name) => [name, name] as const);
  const named = services === undefined ? all : Object.entries(services);
  return {
    ...rest,
    host,
    services: named.flatMap(([name, command]) => {
      const line = commands[command];
      return line === undefined ? [] : [{ name, command: line }];
    }),
  };
}
