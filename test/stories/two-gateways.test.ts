import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Incident } from '../../gateway/incident.ts';
import { verifyLog } from '../../gateway/report/verify/verify.ts';
import { openStore } from '../../gateway/store/open.ts';
import type { Store } from '../../gateway/store/store.ts';
import { secret } from '../../plugins/settings/secret.ts';
import { critical, post } from '../gateway/web/call.ts';
import { peer } from '../peers/peer.ts';
import { type PostgreSql, startPostgreSql } from '../peers/postgresql.ts';
import { sendNsca } from '../peers/send-nsca.ts';
import { until } from '../until.ts';
import { startTwo, type TwoGateways } from './two-gateways.ts';

const program = join(import.meta.dirname, '..', '..', 'watchclock.ts');
const soak = process.env.WATCHCLOCK_SOAK === '1';
const size = soak ? 2_000 : 200;

describe('two gateways on one PostgreSQL', function () {
  if (soak) this.timeout(600_000);
  let server: PostgreSql | undefined;
  let two: TwoGateways;
  let store: Store;
  const running = () => {
    if (server === undefined) throw new Error('the server does not run');
    return server;
  };
  before(async function () {
    server = await startPostgreSql(peer(this, 'postgresql'));
  });
  after(() => server?.remove());
  const begin = async (more?: string) => {
    const url = running().createDatabase();
    two = await startTwo(url, more);
    store = await openStore({ kind: 'postgresql', url: secret(url) });
  };
  afterEach(async () => {
    await two.remove();
    await store.close();
  });

  const kindsOf = async ({ id }: Incident) =>
    (await store.history(id)).map(({ event }) => event.kind);

  it('make one incident of each problem that both hear of at once, and resolve it once', async () => {
    await begin();
    const names = Array.from({ length: size }, (_, index) => `service-${index}`);
    const toBoth = (code: number) =>
      Promise.all(
        two.running.flatMap((gateway) =>
          portions(names, 10).map(async (some) => {
            const results = some.map((service) => critical({ service, code }));
            const { status } = await post(gateway, '/api/v1/results', results);
            expect(status).to.equal(200);
          }),
        ),
      );
    await toBoth(2);
    const raised = await store.list({});
    expect(raised.map(({ raised: { service } }) => service).sort()).to.deep.equal(names.sort());
    await toBoth(0);
    const resolved = await until('all are resolved by themselves', async () => {
      const found = await store.list({ status: ['resolved'] });
      return found.length === size ? found : undefined;
    });
    for (const incident of resolved) {
      expect(await kindsOf(incident)).to.deep.equal(['raised', 'alert-cleared', 'resolved']);
    }
    expect(verifyLog(await store.chain())).to.deep.equal([]);
  });

  it('notice a silence once', async () => {
    await begin("results: {rules: [{hosts: 'app-*', expected: true, stale_after: 1s}]}\n");
    const names = Array.from({ length: 20 }, (_, index) => `service-${index}`);
    await two.deliver(names.map((service) => critical({ service, code: 0 })));
    const silent = await until('all of them are silent', async () => {
      const found = await store.list({});
      return found.length > 0 && (await store.overdue(Date.now(), 1)).length === 0
        ? found
        : undefined;
    });
    await sleep(300);
    expect((await store.list({})).length).to.equal(silent.length);
    const places = silent.map(({ raised: { host, service } }) => `${host}/${service}`);
    expect(new Set(places).size).to.equal(places.length);
    expect(verifyLog(await store.chain())).to.deep.equal([]);
  });

  it('go on when one of them is killed in the middle, and when it is back', async () => {
    await begin();
    const hosts = Array.from({ length: size }, (_, index) => `host-${index}`);
    const sending = Promise.all(
      Array.from({ length: 4 }, async (_, lane) => {
        for (const host of hosts.filter((_, index) => index % 4 === lane)) {
          await two.deliver([critical({ host })]);
        }
      }),
    );
    await until('the first of them', async () =>
      (await store.list({})).length > 5 ? 1 : undefined,
    );
    const [victim] = two.running.splice(0, 1);
    await victim?.kill();
    await sleep(100);
    await two.start();
    await sending;
    const kept = (await store.list({})).map(({ raised: { host } }) => host);
    expect(kept.sort()).to.deep.equal(hosts.sort());
    expect(verifyLog(await store.chain())).to.deep.equal([]);
  });

  it('lose nothing when the database is restarted in the middle', async () => {
    await begin();
    const hosts = Array.from({ length: size }, (_, index) => `host-${index}`);
    const sending = Promise.all(portions(hosts, size / 4).map(deliverEach));
    await until('the first of them', async () =>
      (await store.list({})).length > 5 ? 1 : undefined,
    );
    await running().stop();
    await running().start();
    await sending;
    const kept = (await store.list({})).map(({ raised: { host } }) => host);
    expect(kept.sort()).to.deep.equal(hosts.sort());
    expect(verifyLog(await store.chain())).to.deep.equal([]);
  });

  it('tell senders to try again while the database is away, say so once, and recover by themselves', async function () {
    const client = peer(this, 'send_nsca');
    const password = 'a-secret-word';
    await begin(`nsca: [{listen: 127.0.0.1:0, encryption: xor, password: ${password}}]\n`);
    const [one] = two.running;
    if (one === undefined) throw new Error('no gateway runs');
    await two.deliver([critical()]);
    await running().stop();

    const refused = await post(one, '/api/v1/results', [critical({ host: 'app-2' })]);
    expect([refused.status, refused.headers.get('retry-after')]).to.deep.equal([503, '1']);
    for (let again = 0; again < 20; again++) await post(one, '/api/v1/results', [critical()]);
    const list = await fetch(`${one.url}/api/v1/incidents`);
    expect(list.status).to.equal(503);
    const ready = await fetch(`${one.url}/readyz`);
    expect([ready.status, await ready.text()]).to.deep.equal([
      503,
      '{"type":"about:blank","title":"Service Unavailable","status":503,"detail":"the store does not answer"}',
    ]);
    expect((await fetch(`${one.url}/healthz`)).status).to.equal(200);
    const spool = join(two.folder, 'spool');
    await notify(one, spool);
    const lines = ['app-2\tfrom-nsca\t2\tbroken'];
    await sendNsca(client, { port: nscaPort(one.log), method: 'xor', password, lines });
    await sleep(soak ? 60_000 : 2_000);

    await running().start();
    await until('the gateway is ready', async () =>
      (await fetch(`${one.url}/readyz`)).status === 200 ? true : undefined,
    );
    const services = await until('what waited is there', async () => {
      const found = (await store.list({})).map(
        ({ raised: { host, service } }) => `${host}/${service}`,
      );
      return found.length === 3 ? found : undefined;
    });
    expect(services.sort()).to.deep.equal([
      'app-1/from-nagios',
      'app-1/jira-http',
      'app-2/from-nsca',
    ]);
    await until('the line that says so', () => one.log.find((line) => line.includes('is back')));
    const away = one.log.filter((line) => line.includes('the store is away'));
    const back = one.log.filter((line) => line.includes('the store is back'));
    expect([away.length, back.length]).to.deep.equal([1, 1]);
    // More than twenty requests were refused.
    expect(one.log.filter((line) => /"level":(40|50)/.test(line)).length).to.be.at.most(10);
  });

  async function deliverEach(hosts: readonly string[]): Promise<void> {
    for (const host of hosts) await two.deliver([critical({ host })]);
  }
});

function portions<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

async function notify(
  gateway: { readonly url: string; readonly tokenFile: string },
  spool: string,
) {
  const macros = {
    HOSTNAME: 'app-1',
    SERVICEDESC: 'from-nagios',
    NOTIFICATIONTYPE: 'PROBLEM',
    SERVICESTATE: 'CRITICAL',
    SERVICENOTIFICATIONID: '7',
  };
  const given = Object.entries(macros).flatMap(([name, value]) => ['--macro', `${name}=${value}`]);
  const where = ['--gateway', gateway.url, '--token-file', gateway.tokenFile, '--spool', spool];
  const args = [program, 'notify', '--site', 'main', ...where, ...given];
  await promisify(execFile)(process.execPath, args);
}

function nscaPort(log: readonly string[]): number {
  const line = log.find((each) => each.includes('door open')) ?? '{}';
  const { address } = JSON.parse(line) as { readonly address: string };
  return Number(address.split(':').at(-1));
}
