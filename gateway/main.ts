import { type Logger, pino } from 'pino';
import { readOptions } from '../plugins/process/options.ts';
import { say } from '../plugins/process/say.ts';
import { tellServiceManager } from '../plugins/process/service-manager.ts';
import { stopSignal } from '../plugins/process/stop-signal.ts';
import { ConfigError } from '../plugins/settings/problem.ts';
import { type GatewayConfig, loadConfig } from './config.ts';
import { openDoors } from './door/doors.ts';
import { reloadFrom } from './reload/reload.ts';
import { restartNeeds } from './reload/restart.ts';
import { startByItself } from './start/by-itself.ts';
import { openGround } from './start/ground.ts';
import { startLine } from './start/line.ts';
import { startListeners } from './start/listeners.ts';
import { startSite } from './start/site.ts';
import { followWindows } from './start/windows.ts';

const usage = `Usage: watchclock gateway --config FILE [--check]

Takes in what monitoring and people say, and keeps every incident.

  -c, --config FILE  the configuration (YAML)
      --check        only check the configuration and the inventory
  -h, --help         this text

Exit status: 0 stopped or checked, 1 failed, 2 usage error.

Example:
  watchclock gateway --config /etc/watchclock/gateway.yaml --check
`;

const options = {
  config: { type: 'string', short: 'c' },
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** `watchclock gateway …`: runs until SIGTERM or SIGINT; exit status 0 stopped, 1 failed, 2 usage error. */
export async function command(args: readonly string[], io: NodeJS.Process): Promise<number> {
  const asked = readOptions(args, options);
  if (typeof asked === 'string') return say(io.stderr, `watchclock gateway: ${asked}\n${usage}`, 2);
  if (asked.help) return say(io.stdout, usage, 0);
  const { config: path, check } = asked;
  if (path === undefined)
    return say(io.stderr, `watchclock gateway: --config is missing\n${usage}`, 2);
  try {
    const config = loadConfig(path);
    if (check) return say(io.stdout, `${path}: nothing is wrong\n`, 0);
    return await run(path, config, io);
  } catch (error) {
    if (error instanceof ConfigError) return say(io.stderr, `${error.message}\n`, 1);
    throw error;
  }
}

async function run(path: string, config: GatewayConfig, io: NodeJS.Process): Promise<number> {
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, io.stderr);
  const stopping = stopSignal(io);
  const starting = start(config, { log, terminal: io.stdout });
  // Nobody has to know when the start is over: a reload that comes too early waits.
  const apply = async (next: GatewayConfig) => (await starting).apply(next);
  const reload = () => reloadFrom(path, { log, apply });
  io.on('SIGHUP', reload);
  await using gateway = await starting;
  await using manager = await tellServiceManager(io.env, gateway.ping, log);
  log.info({ signal: await stopping }, 'stopping');
  manager.stopping();
  io.off('SIGHUP', reload);
  await gateway[Symbol.asyncDispose]();
  log.info('stopped');
  return 0;
}

interface Outlets {
  readonly log: Logger;
  readonly terminal: NodeJS.WriteStream;
}

/** Opens and starts everything, one after the other; disposing of what it answers stops it all in reverse. */
async function start(config: GatewayConfig, { log, terminal }: Outlets) {
  await using parts = new AsyncDisposableStack();
  const ground = parts.use(await openGround(config, log));
  const line = parts.use(await startLine(ground));
  const byItself = parts.use(await startByItself(ground, line));
  const { store, current, metrics, now } = ground;
  const { intake, sending } = line;
  const { reports } = byItself;
  const doors = openDoors({ intake, directory: current.directory, metrics, log, now });
  const listeners = parts.use(await startListeners(ground, doors));
  const site = await startSite({ ground, line, reports, doors });
  listeners.add(site.close);
  const { address, token } = site;
  if (terminal.isTTY) terminal.write(`${address} (the token for writing: ${token.reveal()})\n`);

  const running = parts.move();
  return {
    /** Goes on with another inventory and other settings; nobody who is connected notices. */
    apply: async (next: GatewayConfig) => {
      const waiting = restartNeeds(config.settings, next.settings);
      if (waiting.length > 0) log.warn({ keys: waiting }, 'only a start reads these keys');
      site.renew(next.settings);
      await current.replace(next, store);
      await followWindows(ground, sending);
      await byItself.look();
    },
    /** Answers as long as the store does, were it with an error: to be started again would not mend a database. */
    ping: () => store.ping().catch(() => undefined),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
