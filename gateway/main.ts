import { parseArgs } from 'node:util';
import { type Logger, pino } from 'pino';
import { formatAddress } from '../plugins/settings/listen-address.ts';
import { ConfigError } from '../plugins/settings/problem.ts';
import { type GatewayConfig, loadConfig, tokenFile } from './config.ts';
import { type Freshness, startFreshness } from './freshness.ts';
import { incidentReader } from './incident-reader.ts';
import { createIntake } from './intake.ts';
import { inventoryDirectory } from './inventory-directory.ts';
import { nagiosReceiver } from './receivers/nagios/receiver.ts';
import { startSettling } from './settling.ts';
import { openStore } from './store/open.ts';
import type { Batch } from './store/store.ts';
import { keepToken } from './token-file.ts';
import { api } from './web/api/api.ts';
import { pages } from './web/pages/pages.ts';
import { createServer } from './web/server.ts';

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
  const asked = read(args);
  if (typeof asked === 'string') return say(io.stderr, `watchclock gateway: ${asked}\n${usage}`, 2);
  if (asked.help) return say(io.stdout, usage, 0);
  const { config: path, check } = asked;
  if (path === undefined)
    return say(io.stderr, `watchclock gateway: --config is missing\n${usage}`, 2);
  try {
    const config = loadConfig(path);
    if (check) return say(io.stdout, `${path}: nothing is wrong\n`, 0);
    return await run(config, io);
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

function say(stream: NodeJS.WriteStream, text: string, status: number): number {
  stream.write(text);
  return status;
}

async function run(config: GatewayConfig, io: NodeJS.Process): Promise<number> {
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, io.stderr);
  const stopping = stopSignal(io);
  await using parts = await start(config, { log, terminal: io.stdout });
  log.info({ signal: await stopping }, 'stopping');
  await parts.disposeAsync();
  log.info('stopped');
  return 0;
}

/** The first SIGTERM or SIGINT; the next one ends the process as if nobody listened. */
function stopSignal(io: NodeJS.Process): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) io.once(signal, resolve);
  return promise;
}

interface Outlets {
  readonly log: Logger;
  readonly terminal: NodeJS.WriteStream;
}

/** Opens and starts everything, one after the other; disposing of what it answers stops it all in reverse. */
async function start({ settings, inventory }: GatewayConfig, { log, terminal }: Outlets) {
  await using parts = new AsyncDisposableStack();
  const now = Date.now;
  const periods = { settling: inventory.settlingMs, reopening: inventory.reopeningMs };

  const store = await openStore(settings.store);
  parts.defer(() => store.close());
  const directory = inventoryDirectory(inventory, settings.results);
  await store.keepTerms(new Map(directory.terms.map(({ digest, content }) => [digest, content])));

  let freshness: Freshness | undefined;
  const committed = ({ incidents, watched }: Batch) => {
    if (incidents.length > 0) settling.look();
    if (watched.length > 0) freshness?.look();
  };
  const intake = createIntake({ store, directory: () => directory, periods, now, committed });
  parts.defer(() => intake.stop());
  const failed = (err: unknown) => log.error({ err }, 'what recovered by itself is not resolved');
  const settling = startSettling({ store, intake, settling: periods.settling, now, failed });
  parts.defer(() => settling.stop());
  freshness = await startFreshness({
    ...{ store, intake, now, directory: () => directory },
    failed: (err) => log.error({ err }, 'it cannot be seen whether results are missing'),
  });
  parts.defer(freshness.stop);

  const tokenPath = tokenFile(settings);
  const token = await keepToken(tokenPath);
  const notReady = () =>
    store.ping().then(
      () => [],
      () => ['the store does not answer'],
    );
  const reader = incidentReader(store);
  const current = () => inventory;
  const baseUrl = settings.http?.base_url;
  const mounts = [
    nagiosReceiver((signal) => intake.submit({ kind: 'signal', signal })),
    api({ store, intake, reader, inventory: current, baseUrl, now }),
    pages({ reader, intake, inventory: current, token, baseUrl, now }),
  ];
  const server = await createServer({ mounts, token, notReady, logger: log });
  parts.defer(() => server.close());
  const listen = settings.http?.listen ?? { host: '127.0.0.1', port: 8480 };
  await server.listen(listen);
  const { port } = server.server.address() as { readonly port: number };
  const address = `http://${formatAddress({ ...listen, port })}/`;
  log.info({ address, token_file: tokenPath }, 'listening');
  if (terminal.isTTY) terminal.write(`${address} (the token for writing: ${token.reveal()})\n`);
  return parts.move();
}
