import { parseArgs } from 'node:util';
import { destination, pino } from 'pino';
import { formatAddress } from '../settings/listen-address.ts';
import { ConfigError } from '../settings/problem.ts';
import { startAgent } from './agent.ts';
import { destinationName } from './destination/destination.ts';
import { readNrpeConfig } from './nrpe/config.ts';
import type { NrpeSettings } from './nrpe/settings.ts';
import { type AgentSettings, loadAgentSettings } from './settings.ts';

const usage = `Usage: watchclock agent --config FILE [--nrpe-config FILE] [--check]
       watchclock agent --nrpe-config FILE [--tls off|anonymous] [--check]

Runs the checks of this machine without starting a process for each: when a monitoring server
asks (check_nrpe), and again and again by itself, with the results delivered to the gateway.
While the gateway is away they wait on the disk, in order.

  -c, --config FILE       the configuration (YAML)
      --nrpe-config FILE  an existing nrpe.cfg, with the files it includes; what is not honoured
                          is listed. Beside --config, whose keys and commands come first
      --tls off           no encryption, for clients that are called with -n
      --tls anonymous     anonymous key exchange too, for old clients
      --check             only check the configuration
  -h, --help              this text

Exit status: 0 stopped or checked, 1 failed, 2 usage error.

Example:
  watchclock agent --config /etc/watchclock/agent.yaml

with this in agent.yaml:
  listen: 0.0.0.0:5666                     # for check_nrpe; without it nothing listens
  allowed: [192.0.2.0/24, monitoring.example]
  tls: {cert: agent.pem, key: agent.key, clients: ca.pem}     # or: tls: off
  commands:
    load: check_load -r -w 2,1.5,1 -c 5,4,3
    disk-root: check_disk -w 10% -c 5% -p /
    disk: {run: 'check_disk -w 10% -c 5% -p $ARG1$', arguments: '/[a-z/]*'}
    raid: /usr/local/lib/plugins/check_raid --all
  passive:
    every: 60s
    to: https://watchclock.example/        # or nsca-ng://, nsca://, nrdp+https://
    token: {file: /etc/watchclock/token}   # password: for NSCA-ng and NSCA
    heartbeat: agent                       # a service that is OK as long as the agent lives
`;

const options = {
  config: { type: 'string', short: 'c' },
  'nrpe-config': { type: 'string' },
  tls: { type: 'string' },
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** `watchclock agent …`: runs until SIGTERM or SIGINT; exit status 0 stopped, 1 failed, 2 usage error. */
export async function command(args: readonly string[], io: NodeJS.Process): Promise<number> {
  const asked = read(args);
  if (typeof asked === 'string') return say(io.stderr, `watchclock agent: ${asked}\n${usage}`, 2);
  if (asked.help) return say(io.stdout, usage, 0);
  try {
    const { settings, notes } = await loadAsked(asked);
    if (!asked.check) return await run(settings, notes, io);
    const lines = [
      ...notes,
      `${[asked.config, asked['nrpe-config']].filter((path) => path !== undefined).join(', ')}: nothing is wrong`,
    ];
    return say(io.stdout, lines.map((line) => `${line}\n`).join(''), 0);
  } catch (error) {
    if (error instanceof ConfigError) return say(io.stderr, `${error.message}\n`, 1);
    throw error;
  }
}

function read(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options });
    if (values.help) return values;
    if (values.config === undefined && values['nrpe-config'] === undefined) {
      return '--config is missing';
    }
    const { tls } = values;
    if (tls !== undefined && values['nrpe-config'] === undefined) {
      return '--tls goes with --nrpe-config; the configuration has its own key';
    }
    if (tls !== undefined && tls !== 'off' && tls !== 'anonymous') {
      return `--tls: must be off or anonymous, not "${tls}"`;
    }
    return values;
  } catch (error) {
    return (error as Error).message;
  }
}

async function loadAsked(asked: {
  readonly config?: string | undefined;
  readonly 'nrpe-config'?: string | undefined;
  readonly tls?: string | undefined;
}): Promise<{ readonly settings: AgentSettings; readonly notes: readonly string[] }> {
  const { config, 'nrpe-config': nrpeConfig, tls } = asked;
  const own = config === undefined ? undefined : await loadAgentSettings(config);
  if (nrpeConfig === undefined) {
    if (own?.nrpe === undefined && own?.passive === undefined) {
      throw new Error(`${config}: nothing to do: there is neither "listen" nor "passive"`);
    }
    return { settings: own, notes: [] };
  }
  const { nrpe, commands, notes } = await readNrpeConfig(nrpeConfig);
  const settings: AgentSettings = {
    ...own,
    commands: new Map([...commands, ...(own?.commands ?? [])]),
    nrpe: own?.nrpe ?? { ...nrpe, tls: tlsAsked(nrpe.tls, tls) },
  };
  return { settings, notes };
}

function tlsAsked(read: NrpeSettings['tls'], asked: string | undefined): NrpeSettings['tls'] {
  if (asked === 'off' || read === 'off') return 'off';
  return asked === undefined ? read : { ...read, anonymous: true, minVersion: 'TLSv1' };
}

async function run(
  settings: AgentSettings,
  notes: readonly string[],
  io: NodeJS.Process,
): Promise<number> {
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination(2));
  const stopped = stopSignal(io);
  // A library that throws past its promise must not end a process that watches.
  io.on('uncaughtException', (err) => log.error({ err }, 'a check threw past its end'));
  for (const note of notes) log.warn(note);
  const agent = await startAgent(settings, log);
  const { passive } = settings;
  log.info(
    {
      ...(agent.nrpe !== undefined && { listen: formatAddress(agent.nrpe) }),
      commands: [...settings.commands.keys()],
      ...(passive !== undefined && {
        services: passive.services.map(({ name }) => name),
        to: destinationName(passive.to),
      }),
    },
    'watching',
  );
  log.info({ signal: await stopped }, 'stopping');
  await agent.stop();
  log.info('stopped');
  return 0;
}

/** The first SIGTERM or SIGINT; the next one ends the process as if nobody listened. */
function stopSignal(io: NodeJS.Process): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) io.once(signal, resolve);
  return promise;
}

function say(stream: NodeJS.WriteStream, text: string, status: number): number {
  stream.write(text);
  return status;
}
