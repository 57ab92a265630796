import { formatAddress } from '../../plugins/settings/listen-address.ts';
import type { Secret } from '../../plugins/settings/secret.ts';
import { countAttempts } from '../access/attempts.ts';
import { openIdProvider } from '../access/openid.ts';
import { keepToken } from '../access/token-file.ts';
import { type GatewayConfig, tokenFile } from '../config.ts';
import type { Doors } from '../door/doors.ts';
import type { Mount } from '../door/http-door.ts';
import type { Listener } from '../door/listener.ts';
import { mountedReceivers } from '../receivers/registry.ts';
import type { Reports } from '../report/reports.ts';
import type { Store } from '../store/store.ts';
import { api } from '../web/api/api.ts';
import { signedWebhooks } from '../web/api/webhooks.ts';
import { metricsRoute } from '../web/metrics-route.ts';
import { pages } from '../web/pages/pages.ts';
import { closeServer, createServer } from '../web/server.ts';
import { isSecured, renewCertificate } from '../web/tls.ts';
import type { Ground } from './ground.ts';
import type { Line } from './line.ts';

/** What the API, the pages and the receivers that speak HTTP are made of. */
export interface SiteParts {
  readonly ground: Ground;
  readonly line: Line;
  readonly reports: Reports;
  readonly doors: Doors;
}

/** The HTTP server, listening. */
export interface Site extends Pick<Listener, 'close'> {
  /** Where it listens, as people write it. */
  readonly address: string;
  /** Whoever sends it may do everything. */
  readonly token: Secret;
  /** Shows the certificate of other settings to whoever connects from now on. */
  readonly renew: (settings: GatewayConfig['settings']) => void;
}

/** Starts the server with all that is reached through it. */
export async function startSite(parts: SiteParts): Promise<Site> {
  const { store, current, now, log } = parts.ground;
  const settings = current.settings();
  const { tls, listen = { host: '127.0.0.1', port: 8480 } } = settings.http ?? {};
  const file = tokenFile(settings);
  const token = await keepToken(file);
  const server = await createServer({
    ...{ mounts: mounts(parts, { token, file }), token, accounts: store.accounts, now, tls },
    ...{ notReady: () => problemsOf(store), isAway: store.isAway, logger: log },
    doorOf: parts.doors.door,
    behindProxy: settings.http?.base_url !== undefined,
  });
  await server.listen(listen);
  const { port } = server.server.address() as { readonly port: number };
  const scheme = isSecured(tls) ? 'https' : 'http';
  const address = `${scheme}://${formatAddress({ ...listen, port })}/`;
  log.info({ address, token_file: file }, 'listening');
  return {
    ...{ address, token, close: () => closeServer(server) },
    renew: (next) => {
      if (isSecured(tls)) renewCertificate(server.server, next.http?.tls);
    },
  };
}

interface KeptToken {
  readonly token: Secret;
  readonly file: string;
}

/** All that adds routes to the server. */
function mounts(
  { ground, line, reports, doors }: SiteParts,
  { token, file: tokenFile }: KeptToken,
): readonly Mount[] {
  const { store, current, metrics, now } = ground;
  const { intake, reader, board, sending } = line;
  const { inventory } = current;
  const settings = current.settings();
  const { accounts, audit, outbox } = store;
  const openid = settings.openid && openIdProvider(settings.openid);
  const access = { accounts, audit, attempts: countAttempts(store.tries), openid };
  const baseUrl = settings.http?.base_url;
  const offered = { reader, reports, inventory, baseUrl, now, sendDue: sending.look };
  const { webhooks_in: webhooks } = settings;
  return [
    ...mountedReceivers({ settings: current.settings, doors }),
    api({ ...offered, store: sending.announcing, intake: doors.counted('http') }),
    pages({
      ...access,
      ...offered,
      store: sending.announcing,
      outbox,
      board,
      intake,
      token,
      tokenFile,
    }),
    metricsRoute(metrics),
    ...(webhooks
      ? [signedWebhooks(() => current.settings().webhooks_in ?? {}, doors.door('webhook'))]
      : []),
  ];
}

async function problemsOf(store: Store): Promise<readonly string[]> {
  return store.ping().then(
    () => [],
    () => ['the store does not answer'],
  );
}
