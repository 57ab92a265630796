import { type Logger, pino } from 'pino';
import { readOptions } from '../plugins/process/options.ts';
import { say } from '../plugins/process/say.ts';
import { tellServiceManager } from '../plugins/process/service-manager.ts';
import { stopSignal } from '../plugins/process/stop-signal.ts';
import { formatAddress } from '../plugins/settings/listen-address.ts';
import { ConfigError } from '../plugins/settings/problem.ts';
import { countAttempts } from './access/attempts.ts';
import { openIdProvider } from './access/openid.ts';
import { keepToken } from './access/token-file.ts';
import { openBoard } from './board/board.ts';
import { type GatewayConfig, loadConfig, signingKeyFile, tokenFile } from './config.ts';
import { announceInventoryWindows } from './directory/inventory-windows.ts';
import { openDoors } from './door/doors.ts';
import { incidentReader } from './incident/incident-reader.ts';
import { watchOutages } from './intake/outage.ts';
import type { Request } from './intake/request.ts';
import { createIntake } from './intake.ts';
import { createMetrics } from './metrics.ts';
import { startReconciliations } from './nagios/reconciliation.ts';
import { startSending } from './outbox/sending.ts';
import { mountedReceivers, startReceivers } from './receivers/registry.ts';
import { keepCurrent } from './reload/current.ts';
import { reloadFrom } from './reload/reload.ts';
import { restartNeeds } from './reload/restart.ts';
import { startReports } from './report/start-reports.ts';
import { type Freshness, startFreshness } from './results/freshness.ts';
import { startThinning } from './results/retention.ts';
import { startSampling } from './results/sampling.ts';
import { openStore } from './store/open.ts';
import type { Batch } from './store/store.ts';
import { startClimbing } from './timers/climb.ts';
import { watchClock } from './timers/clock-watch.ts';
import { startSettling } from './timers/settling.ts';
import { api } from './web/api/api.ts';
import { incidentEventBody } from './web/api/incident-body.ts';
import { signedWebhooks } from './web/api/webhooks.ts';
import { metricsRoute } from './web/metrics-route.ts';
import { pages } from './web/pages/pages.ts';
import { closeServer, createServer } from './web/server.ts';
import { isSecured, renewCertificate } from './web/tls.ts';

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
  const now = Date.now;
  const { settings } = config;
  const current = keepCurrent(config);

  const store = await openStore(settings.store);
  parts.defer(() => store.close());
  await current.keepTerms(store);

  const metrics = createMetrics();
  let freshness: Freshness | undefined;
  const committed = (batch: Batch, requests: readonly Request[]) => {
    metrics.committed(batch);
    sampling.note(requests);
    if (batch.incidents.length + batch.messages.length > 0) sending.look();
    if (batch.incidents.length > 0) settling.look();
    if (batch.incidents.length > 0) board.look();
    if (batch.watched.length > 0) freshness?.look();
  };
  const { directory, inventory, periods } = current;
  const outage = parts.use(
    watchOutages({
      ...{ isAway: store.isAway, log, now },
      probe: () => freshness?.resume() ?? store.ping(),
      back: () => {
        settling.look();
        sending.look();
      },
    }),
  );
  const unless = (what: string) => (err: unknown) => {
    if (!outage.noticed(err)) log.error({ err }, what);
  };
  const { isAway, results } = store;
  const reader = incidentReader(store);
  const board = openBoard({ store, reader, now, failed: unless('the board cannot be renewed') });
  parts.defer(board.stop);
  const outgoing = { settings, store, reader, inventory, periods, metrics, log, now, unless };
  const sending = await startSending({ ...outgoing, describe: incidentEventBody });
  parts.defer(sending.stop);
  const { announcing } = sending;
  await announceInventoryWindows(announcing, inventory(), now());
  const sampling = startSampling({
    ...{ history: results, directory, failed: unless('samples of results wait to be written') },
  });
  parts.defer(sampling.stop);
  const { conflicted } = metrics;
  const { messages } = sending;
  const deciding = { store, directory, periods, now, messages };
  const intake = createIntake({ ...deciding, committed, conflicted, away: outage.noticed });
  parts.defer(() => intake.stop());
  metrics.gauge('watchclock_intake_waiting', 'Requests that wait to be decided.', intake.waiting);
  const failed = unless('what recovered by itself is not resolved');
  const settling = startSettling({ store, intake, periods, now, failed });
  parts.defer(() => settling.stop());
  freshness = await startFreshness({
    ...{ store, intake, now, directory },
    failed: unless('it cannot be seen whether results are missing'),
  });
  parts.defer(freshness.stop);
  const comparing = { store, intake, directory, periods, now, log, unless };
  parts.defer(startReconciliations(settings.nagios ?? [], comparing));
  const jumped = () => {
    void freshness.resume().catch(unless('what is expected is not moved with the clock'));
    settling.look();
  };
  const steady = () => performance.now();
  parts.defer(watchClock({ now, steady, log, jumped }));
  const thinning = { store, periods: current.retention, now };
  parts.defer(startThinning({ ...thinning, failed: unless('old results are not thinned') }));

  const tokenPath = tokenFile(settings);
  const token = await keepToken(tokenPath);
  const notReady = () =>
    store.ping().then(
      () => [],
      () => ['the store does not answer'],
    );
  const baseUrl = settings.http?.base_url;
  const { reports, stop } = await startReports({
    ...{ store, keyFile: signingKeyFile(settings), mails: settings.reports?.mail ?? [] },
    ...{ baseUrl, look: sending.look, now, log, unless },
  });
  parts.defer(stop);
  const doors = openDoors({ intake, directory, metrics, log, now });
  const listening: (() => Promise<unknown>)[] = [];
  parts.defer(() => Promise.all(listening.map((close) => close())).then(() => undefined));
  for await (const { door, listener } of startReceivers({ settings, doors, inventory })) {
    listening.push(listener.close);
    log.info({ door, address: formatAddress(listener.address) }, 'door open');
  }
  const climbing = {
    ...{ board, inventory, outbox: store.outbox, sendDue: sending.look, now },
    failed: unless('nobody more can be told of what nobody answers'),
  };
  parts.defer(startClimbing(climbing));
  const { accounts, audit } = store;
  const openid = settings.openid && openIdProvider(settings.openid);
  const access = { accounts, audit, attempts: countAttempts(), openid };
  const offered = { reader, reports, inventory, baseUrl, now, sendDue: sending.look };
  const mounts = [
    ...mountedReceivers({ settings, doors }),
    api({ ...offered, store: announcing, intake: doors.counted('http') }),
    pages({
      ...{ ...access, ...offered, store, outbox: store.outbox },
      ...{ board, intake, token, tokenFile: tokenPath },
    }),
    metricsRoute(metrics),
    ...(settings.webhooks_in ? [signedWebhooks(settings.webhooks_in, doors.door('webhook'))] : []),
  ];
  const { tls } = settings.http ?? {};
  const server = await createServer({
    ...{ mounts, token, accounts, notReady, now, isAway, tls, logger: log },
    behindProxy: baseUrl !== undefined,
  });
  listening.push(() => closeServer(server));
  const listen = settings.http?.listen ?? { host: '127.0.0.1', port: 8480 };
  await server.listen(listen);
  const { port } = server.server.address() as { readonly port: number };
  const scheme = isSecured(tls) ? 'https' : 'http';
  const address = `${scheme}://${formatAddress({ ...listen, port })}/`;
  log.info({ address, token_file: tokenPath }, 'listening');
  if (terminal.isTTY) terminal.write(`${address} (the token for writing: ${token.reveal()})\n`);

  const running = parts.move();
  return {
    /** Goes on with another inventory, other rules and another certificate; nobody who is connected notices. */
    apply: async (next: GatewayConfig) => {
      const waiting = restartNeeds(settings, next.settings);
      if (waiting.length > 0) log.warn({ keys: waiting }, 'only a start reads these keys');
      if (isSecured(tls)) renewCertificate(server.server, next.settings.http?.tls);
      await current.replace(next, store);
      await announceInventoryWindows(announcing, inventory(), now());
      await freshness.expect();
      settling.look();
    },
    /** Answers as long as the store does, were it with an error: to be started again would not mend a database. */
    ping: () => store.ping().catch(() => undefined),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
