import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { SMTPServer } from 'smtp-server';
import { openStore } from '../../gateway/store/open.ts';
import type { Store } from '../../gateway/store/store.ts';
import { secret } from '../../plugins/settings/secret.ts';
import { critical } from '../gateway/web/call.ts';
import { peer } from '../peers/peer.ts';
import { type PostgreSql, startPostgreSql } from '../peers/postgresql.ts';
import { until } from '../until.ts';
import { startTwo, type TwoGateways } from './two-gateways.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
const size = soak ? 200 : 25;

describe('two gateways on one PostgreSQL that send', function () {
  this.timeout(soak ? 900_000 : 300_000);
  let server: PostgreSql;
  let world: World;
  let two: TwoGateways;
  let store: Store;
  before(async function () {
    server = await startPostgreSql(peer(this, 'postgresql'));
  });
  after(() => server?.remove());
  beforeEach(async () => {
    world = await openWorld();
    const url = server.createDatabase();
    two = await startTwo(url, world.config, inventory);
    store = await openStore({ kind: 'postgresql', url: secret(url) });
  });
  afterEach(async () => {
    await two.remove();
    await store.close();
    await world.close();
  });

  const hosts = Array.from({ length: size }, (_, index) => `host-${index}`);
  /** Of each host: it is raised, and its response is due soon (nobody says so any more when it is overdue by then) and overdue. */
  const moments = ['clock.due-soon', 'clock.overdue', 'incident.raised'];
  const raiseAll = () => two.deliver(hosts.map((host) => critical({ host })));
  const allIsSent = () =>
    until(
      'what is to be sent is sent',
      async () => {
        const overdue = world.calls.filter(({ type }) => type === 'clock.overdue');
        if (new Set(overdue.map(({ host }) => host)).size < size) return undefined;
        return (await store.outbox.list({ state: ['waiting'] })).length === 0 || undefined;
      },
      { within: 240_000 },
    );
  const expectEachOnce = () => {
    const told = Map.groupBy(world.calls, ({ host }) => host);
    for (const host of hosts) {
      const calls = told.get(host) ?? [];
      const types = new Set(calls.map(({ type }) => type));
      expect(types, host).to.include('incident.raised');
      expect(types, host).to.include('clock.overdue');
      expect(moments).to.include.members([...types]);
      // What a gateway that was killed had handed over may come again, and then says that it is the same.
      expect(new Set(calls.map(({ id }) => id)).size, host).to.equal(types.size);
    }
    for (const same of Map.groupBy(world.mails, ({ subject }) => subject).values()) {
      expect(new Set(same.map(({ id }) => id)).size).to.equal(1);
    }
  };

  it('send each mail and each call once, and notice each moment of a clock once', async () => {
    await raiseAll();
    await allIsSent();
    expectEachOnce();
    for (const sent of [world.calls, world.mails]) {
      expect(new Set(sent.map(({ id }) => id)).size).to.equal(sent.length);
    }
  });

  // What a gateway that was killed held falls due after two minutes, for which the short form has no time.
  const inSoak = soak ? it : () => undefined;
  inSoak('take over what one of them had begun to send when it was killed', async () => {
    world.pause = 200;
    await raiseAll();
    await until('calls in the middle', () => (world.calls.length > 5 ? true : undefined));
    const [victim] = two.running.splice(0, 1);
    await victim?.kill();
    world.pause = 0;
    await allIsSent();
    expectEachOnce();
  });

  it('lose nothing that is to be sent when the database is restarted in the middle', async () => {
    world.pause = 100;
    await raiseAll();
    await until('calls in the middle', () => (world.calls.length > 5 ? true : undefined));
    await server.stop();
    await sleep(500);
    await server.start();
    world.pause = 0;
    await allIsSent();
    expectEachOnce();
  });
});

/** Everybody is guaranteed a response within seconds, at all hours, so that every moment of its clock comes soon. */
const inventory = `
engineers: [{name: Eva Example, email: eva@support.example}]
plans:
  quick:
    calendar: {zone: Europe/Brussels, hours: always}
    objectives: {response: {targets: {A: 8s, B: 8s, C: 8s, D: 8s}}}
customers:
  customer-a:
    name: Customer A
    plan: quick
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Tina Technical}}
    hosts: {${Array.from({ length: size }, (_, n) => `host-${n}: {address: 127.0.0.1}`).join(', ')}}
`;

/** What lies outside the gateways: a mail server and a program that is called. */
interface World {
  readonly calls: { readonly id: string; readonly type: string; readonly host: string }[];
  readonly mails: { readonly id: string; readonly subject: string }[];
  /** How long each answer takes, in milliseconds. */
  pause: number;
  /** The keys that lead to it. */
  readonly config: string;
  readonly close: () => Promise<void>;
}

async function openWorld(): Promise<World> {
  const world = { calls: [], mails: [], pause: 0 } as unknown as World;
  const hook: Server = createServer(async (request, response) => {
    const { type, data } = JSON.parse(await text(request));
    const { host } = data.incident;
    world.calls.push({ id: String(request.headers['webhook-id']), type, host });
    await sleep(world.pause);
    response.end();
  });
  const relay = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _, done) => {
      text(stream).then(async (mail) => {
        const [, id = ''] = /^Message-ID: (.*)$/im.exec(mail) ?? [];
        const [, subject = ''] = /^Subject: (.*(?:\r\n[ \t].*)*)$/im.exec(mail) ?? [];
        world.mails.push({ id, subject });
        await sleep(world.pause);
        done();
      }, done);
    },
  });
  hook.listen(0, '127.0.0.1');
  await once(hook, 'listening');
  const listening = relay.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const port = (of: Pick<Server, 'address'>) => (of.address() as AddressInfo).port;
  const key = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  return Object.assign(world, {
    config: `webhooks: [{url: "http://127.0.0.1:${port(hook)}/", secret: ${key}, private: true}]
mail: {relay: "smtp://127.0.0.1:${port(listening)}", from: "Support <support@support.example>", storm: {more_than: 1000}}
reminders: {clocks: [50]}
`,
    close: async () => {
      hook.closeAllConnections();
      await new Promise((done) => hook.close(done));
      await new Promise<void>((done) => relay.close(() => done()));
    },
  });
}
