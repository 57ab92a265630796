import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import type { PersonCommand } from '../../../gateway/command.ts';
import type { OutboxEntry } from '../../../gateway/outbox/box.ts';
import { refusePrivate } from '../../../gateway/outbox/webhook/public-address.ts';
import { until } from '../../until.ts';
import { engineer, minute, notification } from '../samples.ts';
import { type Office, openOffice } from './office.ts';

describe('a webhook', () => {
  let receiver: Receiver;
  let office: Office | undefined;
  beforeEach(async () => {
    receiver = await listen();
  });
  afterEach(async () => {
    await office?.close();
    await office?.remove();
    office = undefined;
    await receiver.close();
  });

  const open = async (more = 'private: true') => {
    office = await openOffice(
      `webhooks: [{url: "${receiver.url}", secret: ${secret}, ${more}}]\n`,
      minute(0),
    );
    return office;
  };
  const raise = (where: Office, host = 'app-1') =>
    where.intake.submit({ kind: 'signal', signal: notification({ host, keys: [host] }) });
  const calls = (count: number) =>
    until(`${count} calls`, () => (receiver.calls.length >= count ? receiver.calls : undefined));
  const entry = (where: Office, fits: (entry: OutboxEntry) => boolean) =>
    until('the entry', async () => (await where.store.outbox.list({})).find(fits));

  it('is called with what happened, signed so that others can tell', async () => {
    await raise(await open());
    const [first] = await calls(1);
    const body = JSON.parse(first?.body ?? '');
    expect(body).to.deep.include({
      type: 'incident.raised',
      timestamp: '2026-10-16T08:00:00.000Z',
    });
    expect(body.data.incident).to.include({ id: 1, customer: 'customer-a', severity: 'A' });
    expect(body.data.incident.clocks.response.deadline).to.equal('2026-10-16T10:00:00.000Z');
    expect(body.data.event).to.include({ kind: 'raised', version: 1 });
    const id = first?.headers['webhook-id'];
    expect(id).to.match(/^msg_[0-9a-f]{16}$/);
    expect(first?.headers['webhook-timestamp']).to.equal(String(minute(0) / 1000));
    expect(first?.headers['webhook-signature']).to.equal(
      `v1,${hmac(`${id}.${minute(0) / 1000}.${first?.body}`)}`,
    );
  });

  it('hears only of the events and the customer that it asked for', async () => {
    const where = await open(
      'private: true, events: [incident.resolved, clock.*], customer: customer-a',
    );
    await raise(where);
    await raise(where, 'app-3');
    where.at(minute(61));
    const resolved: PersonCommand = { kind: 'resolved', cause: { personal: 'done' } };
    await calls(1);
    await where.intake.submit({ kind: 'command', incident: 1, command: resolved, actor: engineer });
    const bodies = (await calls(2)).map(({ body }) => JSON.parse(body));
    expect(bodies.map(({ type }) => type)).to.deep.equal(['clock.due-soon', 'incident.resolved']);
    expect(bodies[0].data.clock).to.include({ name: 'response', share: 0.5, late: 0 });
    expect(bodies.every(({ data }) => data.incident.customer === 'customer-a')).to.equal(true);
  });

  it('hears what the helpdesk notes for itself only if it is for all customers', async () => {
    const note = (text: string, forCustomer: boolean): PersonCommand => {
      const kept = { kind: 'note', text: { personal: text } } as const;
      return forCustomer ? { ...kept, forCustomer } : kept;
    };
    const heard = async (more: string) => {
      receiver.calls.length = 0;
      const where = await open(`private: true, events: [incident.note]${more}`);
      await raise(where);
      for (const command of [note('their backup is a mess', false), note('we look at it', true)]) {
        await where.intake.submit({ kind: 'command', incident: 1, command, actor: engineer });
      }
      const bodies = await until('the last note', () => {
        const texts = receiver.calls.map(({ body }) => JSON.parse(body).data.event.text);
        return texts.includes('we look at it') ? texts : undefined;
      });
      await where.close();
      await where.remove();
      office = undefined;
      return bodies;
    };
    expect(await heard(', customer: customer-a')).to.deep.equal(['we look at it']);
    expect(await heard('')).to.deep.equal(['their backup is a mess', 'we look at it']);
  });

  it('is called again, under the same id, while it fails', async () => {
    receiver.answer = () => 503;
    const where = await open();
    await raise(where);
    const failed = await entry(where, ({ attempts }) => attempts === 1);
    expect(failed).to.include({ state: 'waiting', why: 'it refuses: status 503' });
    receiver.answer = () => 204;
    where.at(failed.dueAt ?? 0);
    const both = await calls(2);
    expect(new Set(both.map(({ headers }) => headers['webhook-id'])).size).to.equal(1);
    await entry(where, ({ state }) => state === 'sent');
  });

  it('is not called any more once it answers 410, until somebody says so', async () => {
    receiver.answer = () => 410;
    const where = await open();
    await raise(where);
    const dead = await entry(where, ({ state }) => state === 'dead');
    expect(dead.why).to.equal('it refuses: status 410');
    await raise(where, 'n-1');
    await entry(where, ({ state, why }) => state === 'dead' && why === 'it wants no more calls');
    expect(receiver.calls).to.have.length(1);
    receiver.answer = () => 200;
    await where.store.outbox.replay(dead.id, where.now);
    where.at(where.now);
    await calls(2);
  });

  it('leads nowhere else', async () => {
    receiver.answer = () => 302;
    const where = await open();
    await raise(where);
    const failed = await entry(where, ({ attempts }) => attempts === 1);
    expect(failed.why).to.equal('it redirects, which is not followed: status 302');
    expect(receiver.calls).to.have.length(1);
  });

  it('reaches no private address unless that was asked for', async () => {
    const where = await open('private: false');
    await raise(where);
    const failed = await entry(where, ({ attempts }) => attempts === 1);
    expect(failed.why).to.equal(
      'its address, 127.0.0.1, is private: allow that with "private: true"',
    );
    expect(receiver.calls).to.deep.equal([]);
  });

  it('knows private addresses in every form', () => {
    const own = [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '0.0.0.0',
    ];
    const own6 = [
      '::1',
      '::',
      'fd00::1',
      'fe80::1',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '64:ff9b::a00:1',
    ];
    for (const address of [...own, ...own6, '100.64.0.1', '224.0.0.1', '255.255.255.255']) {
      expect(() => refusePrivate(address), address).to.throw('is private');
    }
    for (const address of ['8.8.8.8', '172.32.0.1', '2001:4860::1', '::ffff:8.8.8.8']) {
      expect(() => refusePrivate(address), address).to.not.throw();
    }
  });
});

const key = Buffer.alloc(32, 7);
const secret = `whsec_${key.toString('base64')}`;

/** As Debian's openssl computes it. */
function hmac(content: string): string {
  const args = [
    'dgst',
    '-sha256',
    '-mac',
    'HMAC',
    '-macopt',
    `hexkey:${key.toString('hex')}`,
    '-binary',
  ];
  return execFileSync('openssl', args, { input: content }).toString('base64');
}

interface Receiver {
  readonly url: string;
  readonly calls: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  answer: () => number;
  readonly close: () => Promise<void>;
}

async function listen(): Promise<Receiver> {
  const server: Server = createServer(async (request, response) => {
    const body = await text(request);
    receiver.calls.push({ headers: request.headers, body });
    response.writeHead(receiver.answer(), { location: '/elsewhere' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    ...{ url: `http://127.0.0.1:${port}/hook`, calls: [], answer: () => 200 },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return receiver;
}
