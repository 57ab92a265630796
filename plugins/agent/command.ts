import { parseArgs } from 'node:util';
import { destination, pino } from 'pino';
import { ConfigError } from '../settings/problem.ts';
import { startAgent } from './agent.ts';
import { type AgentSettings, loadAgentSettings } from './settings.ts';

const usage = `Usage: watchclock agent --config FILE [--check]

Runs the checks of this machine again and again, without starting a process for each, and
delivers the results to the gateway. While the gateway is away they wait on the disk, in order.

  -c, --config FILE  the configuration (YAML)
      --check        only check the configuration
  -h, --help         this text

Exit status: 0 stopped or checked, 1 failed, 2 usage error.

Example:
  watchclock agent --config /etc/watchclock/agent.yaml

with this in agent.yaml:
  commands:
    load: check_load -r -w 2,1.5,1 -c 5,4,3
    disk-root: check_disk -w 10% -c 5% -p /
  passive:
    every: 60s
    to: https://watchclock.example/
    token: {file: /etc/watchclock/token}
`;

const options = {
  config: { type: 'string', short: 'c' },
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** `watchclock agent …`: runs until SIGTERM or SIGINT; exit status 0 stopped, 1 failed, 2 usage error. */
export async function command(args: readonly string[], io: NodeJS.Process): Promise<number> {
  const asked = read(args);
  if (typeof asked === 'string') return say(io.stderr, `watchclock agent: ${asked}\n${usage}`, 2);
  if (asked.help) return say(io.stdout, usage, 0);
  if (asked.config === undefined)
    return say(io.stderr, `watchclock agent: --config is missing\n${usage}`, 2);
  try {
    const settings = await loadAgentSettings(asked.config);
    if (asked.check) return say(io.stdout, `${asked.config}: nothing is wrong\n`, 0);
    return await run(settings, io);
  } catch (error) {
    if (error instanceof ConfigError) return say(io.stderr, `${error.message}\n`, 1);
    throw error;
  }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return (error as Error).message;
  }
}

async function run(settings: AgentSettings, io: NodeJS.Process): Promise<number> {
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination(2));
  const stopped = stopSignal(io);
  // A library that throws past its promise must not end a process that watches.
  io.on('uncaughtException', (err) => log.error({ err }, 'a check threw past its end'));
  const agent = await startAgent(settings, log);
  log.info({ services: settings.services.map(({ name }) => name), to: settings.to }, 'watching');
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
