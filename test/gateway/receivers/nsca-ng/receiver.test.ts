import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect, type TLSSocket } from 'node:tls';
import { expect } from 'chai';
import type { Door, RefusalReason } from '../../../../gateway/door/door.ts';
import { startNscaNg } from '../../../../gateway/receivers/nsca-ng/receiver.ts';
import type { PassiveResult } from '../../../../gateway/signal.ts';
import { glob } from '../../../../plugins/settings/glob.ts';
import { secret } from '../../../../plugins/settings/secret.ts';
import { encodeNscaNgRequest } from '../../../../plugins/wire/nsca-ng.ts';
import type { PassiveCheck } from '../../../../plugins/wire/passive-check.ts';
import { formatPassiveCommand } from '../../../../plugins/wire/passive-command.ts';
import { check, receiverContract } from '../../../contracts/receiver.ts';
import { peer } from '../../../peers/peer.ts';
import { until } from '../../../until.ts';

const config = {
  listen: { host: '127.0.0.1', port: 0 },
  clients: {
    'customer-a': { password: secret('the key of a'), hosts: [glob('app-*')] },
    narrow: {
      password: secret('a narrow key'),
      hosts: [glob('app-1')],
      services: [glob('jira-*')],
    },
  },
};

interface Speaking {
  readonly port: number;
  readonly identity?: string;
  readonly password?: string;
}

/** All that the server answers to what is written at once, without waiting for anything. */
async function say(speaking: Speaking, words: string) {
  const { port, identity = 'customer-a', password = 'the key of a' } = speaking;
  const socket: TLSSocket = connect({
    ...{ port, host: '127.0.0.1', ciphers: 'PSK-AES256-CBC-SHA', maxVersion: 'TLSv1.2' },
    pskCallback: () => ({ identity, psk: Buffer.from(password) }),
    checkServerIdentity: () => undefined,
  });
  socket.write(words);
  return text(socket).catch(() => undefined);
}

function session(checks: readonly PassiveCheck[]): string {
  const pushes = checks.map((each) => {
    const commands = encodeNscaNgRequest({ kind: 'commands', lines: [formatPassiveCommand(each)] });
    return `PUSH ${Buffer.byteLength(commands)}\r\n${commands}`;
  });
  return `MOIN 1 abcdefgh\r\n${pushes.join('')}QUIT\r\n`;
}

receiverContract('NSCA-ng', async (door) => {
  const listener = await startNscaNg(() => config, door);
  const { port } = listener.address;
  const send = async (speaking: Speaking, checks: readonly PassiveCheck[]) => {
    const answer = await say(speaking, session(checks));
    return answer === `MOIN 1\r\n${'OKAY\r\n'.repeat(2 * checks.length + 1)}`;
  };
  return {
    send: (...checks) => send({ port }, checks),
    sendAsStranger: (...checks) => send({ port, password: 'another key' }, checks),
    sendGarbage: async () => {
      await text(connectPlain(port, '127.0.0.1').end('GET / HTTP/1.0\r\n\r\n')).catch(() => '');
    },
    close: listener.close,
  };
});

describe('NSCA-ng', () => {
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
  let listener: Awaited<ReturnType<typeof startNscaNg>>;
  let port: number;
  beforeEach(async () => {
    results.splice(0);
    refusals.splice(0);
    listener = await startNscaNg(() => config, door);
    port = listener.address.port;
  });
  afterEach(() => listener.close());

  it('takes what the real client sends, many to a connection', async function () {
    const program = peer(this, 'send_nsca of nsca-ng');
    const input = 'app-1\tload\t1\tbusy|load=9\napp-2\t1\tdown\n';
    const { status, stderr } = await sendNscaNg(program, { port, input });
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(results.map(({ host, service, state }) => [host, service, state])).to.deep.equal([
      ['app-1', 'load', 'WARNING'],
      ['app-2', null, 'DOWN'],
    ]);
    expect(results[0]).to.include({ perfdata: 'load=9', source: 'nsca-ng:customer-a' });
  });

  it('tells the real client that a host is not its own', async function () {
    const program = peer(this, 'send_nsca of nsca-ng');
    const input = 'other-1\tload\t0\tfine\n';
    const { status, stderr } = await sendNscaNg(program, { port, input });
    expect(status).to.not.equal(0);
    expect(stderr).to.contain('not allowed to speak for "other-1", "load"');
    expect(refusals).to.deep.equal(['not allowed']);
  });

  it('lets an identity speak for its services only', async () => {
    const narrow = { port, identity: 'narrow', password: 'a narrow key' };
    const services = ['jira-http', 'load', null];
    const answer = await say(narrow, session(services.map((service) => check({ service }))));
    expect(answer?.split('\r\n')).to.deep.equal([
      'MOIN 1',
      ...['OKAY', 'OKAY'],
      ...['OKAY', 'FAIL not allowed to speak for "app-1", "load"'],
      ...['OKAY', 'FAIL not allowed to speak for "app-1"'],
      ...['OKAY', ''],
    ]);
    expect(results).to.have.length(1);
  });

  const words: [string, string, string][] = [
    ['a ping', 'PING 1\r\nQUIT\r\n', 'PONG 1\r\nOKAY\r\n'],
    ['doing nothing', 'MOIN 1 a\r\nNOOP\r\nQUIT\r\n', 'MOIN 1\r\nOKAY\r\nOKAY\r\n'],
    ['a push without a greeting', 'PUSH 3\r\nabc', 'BAIL MOIN comes first\r\n'],
    [
      'another command',
      'MOIN 1 a\r\nPUSH 24\r\n[1] SHUTDOWN_PROGRAM;ab\nQUIT\r\n',
      'FAIL no passive result',
    ],
    ['a push that is too long', 'MOIN 1 a\r\nPUSH 99999999\r\n', 'BAIL 99999999 bytes are more'],
  ];
  for (const [title, sent, expected] of words) {
    it(`answers ${title}`, async () => expect(await say({ port }, sent)).to.contain(expected));
  }

  it('knows no identity by the names that every object has', async () => {
    expect(await say({ port, identity: 'constructor' }, session([check()]))).to.equal(undefined);
    await until('the refusal', () => (refusals.includes('unauthenticated') ? true : undefined));
    expect(results).to.deep.equal([]);
  });

  it('reads nothing after a goodbye', async () => {
    const answer = await say({ port }, session([check()]) + session([check()]));
    expect(answer).to.equal('MOIN 1\r\nOKAY\r\nOKAY\r\nOKAY\r\n');
    expect(results).to.have.length(1);
  });

  it('serves the fallback identity, where there is one', async () => {
    const anybody = { ...config, clients: { '*': config.clients['customer-a'] } };
    const other = await startNscaNg(() => anybody, door);
    try {
      const stranger = { port: other.address.port, identity: 'whoever' };
      expect(await say(stranger, session([check()]))).to.contain('OKAY\r\nOKAY\r\nOKAY');
    } finally {
      await other.close();
    }
  });
});

interface Sending {
  readonly port: number;
  readonly input: string;
}

async function sendNscaNg(program: string, { port, input }: Sending) {
  const folder = await mkdtemp(join(tmpdir(), 'watchclock-nsca-ng-'));
  const file = join(folder, 'send_nsca.cfg');
  await writeFile(file, 'identity = "customer-a"\npassword = "the key of a"\n');
  const args = ['-H', '127.0.0.1', '-p', String(port), '-c', file, '-e', '\\n'];
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  const status = exitOf(child);
  child.stdin.end(input);
  const stderr = await text(child.stderr);
  await rm(folder, { recursive: true });
  return { status: await status, stderr };
}

function exitOf(child: ChildProcess): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.once('exit', resolve);
  return promise;
}
