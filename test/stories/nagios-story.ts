import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { verifyLog } from '../../gateway/report/verify/verify.ts';
import { openStore } from '../../gateway/store/open.ts';
import { built } from '../built.ts';
import { freePort } from '../free-port.ts';
import { type GatewayProcess, startGateway } from '../gateway/gateway-process.ts';
import { type Installation, install } from '../gateway/installation.ts';
import { get, post } from '../gateway/web/call.ts';
import { type Nagios, startNagios } from '../peers/nagios.ts';
import { until } from '../until.ts';

/** A gateway and a real Nagios that watches a web server, everything of ours as it is built and generated. */
export interface NagiosStory {
  /** Stops the web server and gives the incident that comes of it. */
  readonly breakServer: () => Promise<Incident>;
  /** Starts the web server again and waits until Nagios has notified the recovery. */
  readonly mendServer: () => Promise<void>;
  /** Records what an engineer did, and gives the incident as it is then. */
  readonly record: (incident: Incident, event: object) => Promise<Incident>;
  /** The incident once it knows that its alert has cleared. */
  readonly cleared: (incident: Incident) => Promise<Incident>;
  readonly killGateway: () => Promise<void>;
  readonly restartGateway: () => Promise<void>;
  /** The kinds of the incident's events, from a log that was stopped and verified. */
  readonly events: (incident: Incident) => Promise<readonly string[]>;
  readonly end: () => Promise<void>;
}

/** What the story looks at of an incident as the API gives it. */
export interface Incident {
  readonly id: number;
  readonly status: string;
  readonly severity: string;
  readonly customer: string;
  readonly service: string;
  readonly raisedAt: string;
  readonly asOf: string;
  readonly clearedAt: string | null;
  readonly clocks: Readonly<Record<'response' | 'intervention', Clock>>;
}

interface Clock {
  readonly deadline: string | null;
  readonly stoppedAt: string | null;
  readonly verdict: string;
}

const service = 'shop-http';

/** Starts everything and waits until Nagios has found the web server in good health. */
export async function beginNagiosStory(program: string): Promise<NagiosStory> {
  await using parts = new AsyncDisposableStack();
  const port = await freePort();
  let server = await serve(port);
  parts.defer(() => close(server));
  const installation = await install();
  parts.defer(installation.remove);
  writeFileSync(join(installation.folder, 'inventory.yaml'), inventory(installation, port));
  const start = () => startGateway(installation.config, [join(built(), 'watchclock')]);
  let gateway = await start();
  parts.defer(() => gateway.kill());
  const nagios = await watch(program, installation, gateway);
  parts.defer(nagios.stop);
  await nagios.logged(new RegExp(`INITIAL SERVICE STATE: web-1;${service};OK`));
  const end = parts.move();
  return {
    breakServer: async () => {
      await close(server);
      return until('the incident', () => incidentOf(gateway));
    },
    mendServer: async () => {
      server = await serve(port);
      await nagios.logged(new RegExp(`SERVICE NOTIFICATION: .*;web-1;${service};OK;`));
    },
    record: async ({ id }, event) => (await post(gateway, eventsPath(id), event)).body,
    cleared: ({ id }) =>
      until('the recovery', async () => {
        const { body } = await get(gateway, `/api/v1/incidents/${id}`);
        return body.clearedAt === null ? undefined : body;
      }),
    killGateway: () => gateway.kill(),
    restartGateway: async () => {
      gateway = await start();
    },
    events: async ({ id }) => {
      await gateway.stop();
      return verifiedEvents(installation, id);
    },
    end: () => end.disposeAsync(),
  };
}

/** The web server; connections end with their answer. */
async function serve(port: number): Promise<Server> {
  const server = createServer((_, response) => response.end('Welcome to the orchard.\n'));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}

function inventory({ folder }: Installation, port: number): string {
  const bin = built();
  return `
nagios:
  plugins: ${bin}
  watchclock: ${join(bin, 'watchclock')}
  notify_config: ${join(folder, 'notify.yaml')}
customers:
  orchard:
    name: Orchard Example
    plan: premium
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Pippa Example}}
    hosts:
      web-1:
        address: 127.0.0.1
        reached: local
        services:
          ${service}: {check: check_http -I 127.0.0.1 -p ${port}, on: server}
`;
}

/** Starts Nagios with what `watchclock config generate` makes of the inventory. */
async function watch(
  program: string,
  { folder }: Installation,
  { url, tokenFile }: GatewayProcess,
): Promise<Nagios> {
  const spool = join(folder, 'spool');
  const notify = `site: main\ngateway: ${url}\ntoken_file: ${tokenFile}\nspool: ${spool}\n`;
  writeFileSync(join(folder, 'notify.yaml'), notify);
  const out = join(folder, 'generated');
  const args = ['config', 'generate', '--inventory', join(folder, 'inventory.yaml'), '--out', out];
  const { status, stderr } = spawnSync(join(built(), 'watchclock'), args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return startNagios({ program, mainFile: join(out, 'nagios', 'nagios.cfg') });
}

async function incidentOf(gateway: GatewayProcess): Promise<Incident | undefined> {
  const { body } = await get(gateway, '/api/v1/incidents');
  const { incidents } = body as { readonly incidents: readonly Incident[] };
  return incidents.find((incident) => incident.service === service);
}

function eventsPath(id: number): string {
  return `/api/v1/incidents/${id}/events`;
}

async function verifiedEvents({ store: path }: Installation, id: number): Promise<string[]> {
  const store = await openStore({ kind: 'sqlite', path });
  try {
    const wrong = verifyLog(await store.chain());
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
    return (await store.history(id)).map(({ event }) => event.kind);
  } finally {
    await store.close();
  }
}
