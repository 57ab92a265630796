import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Type } from 'typebox';
import { Duration } from '../settings/duration.ts';
import { FilePath } from '../settings/file-path.ts';
import { type Address, isLoopback, ListenAddress } from '../settings/listen-address.ts';
import { type Complain, type ReadSettings, readSettings, type Settings } from '../settings/load.ts';
import { didYouMean } from '../settings/nearest.ts';
import { ConfigError, showValue } from '../settings/problem.ts';
import { type Secret, SecretText, secret } from '../settings/secret.ts';
import type { NscaMethod } from '../wire/nsca-cipher.ts';
import {
  type CommandDefinition,
  commandSchema,
  definitionOf,
  objection,
} from './command-definition.ts';
import {
  type Destination,
  DestinationAddress,
  EncryptionMethod,
} from './destination/destination.ts';
import {
  allowedSchema,
  checkTls,
  limitsSchema,
  type NrpeSettings,
  tlsOf,
  tlsSchema,
  usualLimits,
  usualPayload,
} from './nrpe/settings.ts';

/** The whole of agent.yaml, with names resolved. */
export interface AgentSettings {
  readonly commands: ReadonlyMap<string, CommandDefinition>;
  /** The door for NRPE clients; without it nothing listens. */
  readonly nrpe?: NrpeSettings;
  /** What the agent watches by itself, and where it tells. */
  readonly passive?: PassiveSettings;
  /** Where it tells how it is itself. */
  readonly metrics?: Address;
}

/** What the agent watches by itself and where it tells. */
export interface PassiveSettings {
  readonly host: string;
  readonly services: readonly WatchedService[];
  /** Milliseconds between two runs of a check. */
  readonly every: number;
  readonly to: Destination;
  /** The password or token that is asked for there. */
  readonly secret: Secret;
  /** How an NSCA server wants its packets. */
  readonly encryption: NscaMethod;
  /** The service that says that the agent lives. */
  readonly heartbeat?: string;
  /** The folder in which results wait. */
  readonly spool: string;
  /** The most results that may wait; what comes then is dropped. */
  readonly limit: number;
}

/** A service as the gateway calls it, and the command that tells its state. */
export interface WatchedService {
  readonly name: string;
  readonly command: CommandDefinition;
}

const name = Type.String({ minLength: 1 });
const commandName = Type.String({ minLength: 1, pattern: '^[^!\\s]+$' });

/** A week of ten services every minute. */
const usualLimit = 100_000;

const passiveSchema = Type.Object({
  every: Duration({ default: '60s', atLeast: '1s', description: 'How often each check is run.' }),
  to: DestinationAddress(),
  token: Type.Optional(
    SecretText({ description: 'What the gateway or NRDP asks of those who write.' }),
  ),
  password: Type.Optional(SecretText({ description: 'The same for NSCA and NSCA-ng.' })),
  encryption: EncryptionMethod(),
  heartbeat: Type.Optional(
    Type.String({ minLength: 1, description: 'A service that is OK as long as the agent lives.' }),
  ),
  host: Type.Optional(
    Type.String({ minLength: 1, description: 'What the gateway calls this machine.' }),
  ),
  services: Type.Optional(
    Type.Record(name, name, {
      description: 'The name of a service and its command; each command by its name if left out.',
    }),
  ),
  spool: Type.Optional(
    FilePath({
      description:
        'Where results wait for the gateway. When left out, "spool" in the folder that systemd gives the service, or else beside this file.',
    }),
  ),
  limit: Type.Integer({
    ...{ minimum: 1, maximum: 10_000_000, default: usualLimit },
    description: 'The most results that wait; what comes then is dropped, and what waits is kept.',
  }),
});

const agentSchema = Type.Object({
  listen: Type.Optional(ListenAddress({ description: '127.0.0.1:5666' })),
  allowed: allowedSchema,
  tls: Type.Optional(tlsSchema),
  limits: Type.Optional(limitsSchema),
  // Lines with commas may stand in braces too.
  commands: Type.Record(commandName, commandSchema(), { default: {}, commas: true }),
  passive: Type.Optional(passiveSchema),
  metrics: Type.Optional(
    ListenAddress({ description: 'Where the agent tells how it is: 127.0.0.1:9118.' }),
  ),
});

type AgentFile = Settings<typeof agentSchema>;

/**
 * Reads and checks agent.yaml; `env` says where a service keeps its state. Rejects with a ConfigError that lists
 * everything wrong with it.
 */
export async function loadAgentSettings(
  path: string,
  { STATE_DIRECTORY: state = resolve(dirname(path)) }: NodeJS.ProcessEnv = {},
): Promise<AgentSettings> {
  const read = readSettings(path, agentSchema, { check });
  if (read.value === undefined) throw new ConfigError(read.problems);
  await refuseWrongOptions(read.value, read.problem);
  return resolved(read.value, join(state, 'spool'));
}

function check(file: AgentFile, complain: Complain): void {
  if (file.tls !== undefined) checkTls(file.tls, complain);
  const { passive, metrics } = file;
  if (metrics !== undefined && !isLoopback(metrics.host)) {
    complain(['metrics'], `must be on the loopback (127.0.0.1, ::1), not "${metrics.host}"`);
  }
  if (passive !== undefined && (passive.token ?? passive.password) === undefined) {
    const wanted = /^(nsca|nsca-ng)$/.test(passive.to.kind) ? 'password' : 'token';
    complain(['passive', wanted], 'is missing');
  }
  if (passive?.token !== undefined && passive.password !== undefined) {
    complain(['passive', 'password'], 'stands beside token, and only one of them is used');
  }
  for (const [service, command] of Object.entries(passive?.services ?? {})) {
    if (Object.hasOwn(file.commands, command)) continue;
    const hint = didYouMean(command, Object.keys(file.commands));
    complain(['passive', 'services', service], `there is no command ${showValue(command)}${hint}`);
  }
}

async function refuseWrongOptions(
  { commands }: AgentFile,
  problem: ReadSettings<typeof agentSchema>['problem'],
): Promise<void> {
  const judged = Object.entries(commands).map(async ([name, given]) => {
    const what = await objection(definitionOf(given).line);
    return what === undefined ? [] : [problem(['commands', name], what)];
  });
  const problems = (await Promise.all(judged)).flat();
  if (problems.length > 0) throw new ConfigError(problems);
}

function resolved(file: AgentFile, spool: string): AgentSettings {
  const commands = new Map(
    Object.entries(file.commands).map(([name, given]) => [name, definitionOf(given)] as const),
  );
  const { passive, metrics } = file;
  const nrpe = nrpeOf(file);
  return {
    commands,
    ...(nrpe !== undefined && { nrpe }),
    ...(passive !== undefined && { passive: { spool, ...passiveOf(passive, commands) } }),
    ...(metrics !== undefined && { metrics }),
  };
}

function nrpeOf({ listen, allowed, tls, limits }: AgentFile): NrpeSettings | undefined {
  if (listen === undefined) return undefined;
  const { payload, ...bounds } = limits ?? { ...usualLimits, payload: usualPayload };
  return { listen, allowed, tls: tlsOf(tls), limits: bounds, payloadLimit: payload };
}

function passiveOf(
  { host = hostname(), services, token, password, ...rest }: Settings<typeof passiveSchema>,
  commands: ReadonlyMap<string, CommandDefinition>,
): Omit<PassiveSettings, 'spool'> {
  const all = [...commands.keys()].map((name) => [name, name] as const);
  const named = services === undefined ? all : Object.entries(services);
  return {
    ...rest,
    host,
    secret: token ?? password ?? secret(''), // one of them is there: `check` has seen to it
    services: named.flatMap(([name, command]) => {
      const definition = commands.get(command);
      return definition === undefined ? [] : [{ name, command: definition }];
    }),
  };
}
