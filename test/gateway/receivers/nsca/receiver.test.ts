import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import type { Door, RefusalReason } from '../../../../gateway/door/door.ts';
import { startNsca } from '../../../../gateway/receivers/nsca/receiver.ts';
import type { PassiveResult } from '../../../../gateway/signal.ts';
import { glob } from '../../../../plugins/settings/glob.ts';
import { secret } from '../../../../plugins/settings/secret.ts';
import {
  decodeNscaGreeting,
  encodeNscaPacket,
  nscaGreetingLength,
} from '../../../../plugins/wire/nsca.ts';
import { type NscaMethod, nscaKey, nscaMethods } from '../../../../plugins/wire/nsca-cipher.ts';
import type { PassiveCheck } from '../../../../plugins/wire/passive-check.ts';
import { check, receiverContract } from '../../../contracts/receiver.ts';
import { peer } from '../../../peers/peer.ts';
import { sendNsca } from '../../../peers/send-nsca.ts';
import { until } from '../../../until.ts';

const password = 'a shared secret';

function configFor(encryption: NscaMethod) {
  return {
    listen: { host: '127.0.0.1', port: 0 },
    encryption,
    password: secret(password),
    max_age: 30_000,
    hosts: [glob('app-*')],
  };
}

interface Packets {
  readonly port: number;
  readonly checks: readonly PassiveCheck[];
  readonly password?: string;
  readonly form?: 'long' | 'short';
  /** Moves the time of the packets, in milliseconds. */
  readonly shift?: number;
  readonly copies?: number;
}

/** Sends as a client does that fills its packets with random bytes. */
async function sendPackets({
  port,
  checks,
  password: given = password,
  form = 'long',
  shift = 0,
  copies = 1,
}: Packets) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  const [greeting] = (await once(socket, 'data')) as [Buffer];
  expect(greeting).to.have.length(nscaGreetingLength);
  const { iv, at } = decodeNscaGreeting(greeting);
  const encrypt = nscaKey('rijndael-128', given).encryption(iv);
  for (const each of checks) {
    const plain = encodeNscaPacket({ ...each, at: at + shift }, randomBytes(4304), form);
    for (let copy = 0; copy < copies; copy++) socket.write(encrypt(plain));
  }
  socket.end();
  await once(socket, 'close');
}

receiverContract(
  'NSCA',
  async (door) => {
    const config = configFor('rijndael-128');
    const listener = await startNsca(() => config, door);
    const { port } = listener.address;
    const send = async (checks: readonly PassiveCheck[], password?: string) =>
      sendPackets({ port, checks, ...(password !== undefined && { password }) }).then(
        () => undefined,
      );
    return {
      send: (...checks) => send(checks),
      sendAsStranger: (...checks) => send(checks, 'another secret'),
      sendGarbage: async () => {
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => undefined).end(randomBytes(5_000));
        await once(socket.resume(), 'close');
      },
      close: listener.close,
    };
  },
  { acknowledges: false },
);

describe('NSCA', () => {
  const results: PassiveResult[] = [];
  const refusals: RefusalReason[] = [];
  const door: Door = {
    deliver: async (result) => {
      results.push(result);
      return { incident: undefined, events: 0, repeated: false };
    },
    refuse: (reason) => refusals.push(reason),
    customerOf: () => null,
    now: Date.now,
  };
  let listener: Awaited<ReturnType<typeof startNsca>> | undefined;
  beforeEach(() => {
    results.splice(0);
    refusals.splice(0);
  });
  afterEach(() => listener?.close());
  const open = async (encryption: NscaMethod = 'rijndael-128') => {
    const config = configFor(encryption);
    listener = await startNsca(() => config, door);
    return listener.address.port;
  };
  const refused = (reason: RefusalReason) =>
    until(reason, () => (refusals.includes(reason) ? true : undefined));

  for (const method of Object.keys(nscaMethods) as NscaMethod[]) {
    it(`takes what the real send_nsca sends with ${method}, many to a connection`, async function () {
      const program = peer(this, 'send_nsca');
      const port = await open(method);
      const lines = ['app-1\tload\t1\tbusy|load=9', 'app-1\t2\tdown', 'app-1\tload\t0\tfine'];
      expect(await sendNsca(program, { port, method, password, lines })).to.contain(
        '3 data packet(s) sent',
      );
      await until('the results', () => (results.length === 3 ? true : undefined));
      expect(results.map(({ service, state }) => [service, state])).to.deep.equal([
        ['load', 'WARNING'],
        [null, 'UNREACHABLE'],
        ['load', 'OK'],
      ]);
      expect(results[0]).to.include({ output: 'busy', perfdata: 'load=9', source: 'nsca' });
    });
  }

  it('takes the old short packet', async () => {
    await sendPackets({ port: await open(), checks: [check()], form: 'short' });
    expect((await until('it', () => results[0])).output).to.equal('refused');
  });

  for (const count of [3, 20]) {
    it(`takes ${count} old short packets on one connection`, async () => {
      const checks = Array.from({ length: count }, (_, index) => check({ output: `${index}` }));
      await sendPackets({ port: await open(), checks, form: 'short' });
      await until('all', () => (results.length === count ? true : undefined));
      expect(results.map(({ output }) => output)).to.deep.equal(checks.map(({ output }) => output));
      expect(refusals).to.deep.equal([]);
    });
  }

  it('refuses what is too old, and what is from the future', async () => {
    const port = await open();
    for (const shift of [-60_000, 60_000]) {
      refusals.splice(0);
      await sendPackets({ port, checks: [check()], shift });
      await refused('stale');
    }
    expect(results).to.deep.equal([]);
  });

  it('takes the very same packet once', async () => {
    await sendPackets({ port: await open(), checks: [check()], copies: 3 });
    await refused('replayed');
    expect(results).to.have.length(1);
  });

  it('greets all of many who come at once', async () => {
    const port = await open();
    const clients = Array.from({ length: 200 }, (_, index) => check({ output: `${index}` }));
    await Promise.all(clients.map((each) => sendPackets({ port, checks: [each] })));
    await until('all results', () => (results.length === 200 ? true : undefined));
  });
});
