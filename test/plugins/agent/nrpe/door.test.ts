import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { pino } from 'pino';
import { type Agent, startAgent } from '../../../../plugins/agent/agent.ts';
import { loadAgentSettings } from '../../../../plugins/agent/settings.ts';
import { decodeNrpe, encodeNrpe } from '../../../../plugins/wire/nrpe.ts';
import { peer } from '../../../peers/peer.ts';
import { until } from '../../../until.ts';
import { authority } from './authority.ts';
import { checkNrpe, type Ran } from './check-nrpe.ts';

const commands = `
  check_load: check_load -w 9999 -c 9999
  numbers: /usr/bin/seq 1 20000
  silent: /bin/true
  seven: {run: '/bin/sh -c "echo seven; exit 7"'}
  warn: {run: '/bin/sh -c "echo careful; exit 1"'}
  echo: {run: '/bin/echo "<$ARG1$>" $ARG2$', arguments: ['[a-z; $()]*', '[0-9]*']}
  load: {run: check_load -w $ARG1$ -c $ARG2$, arguments: '[0-9]{1,4}'}
  slow: {run: /bin/sleep 30, time_limit: 1s}
  missing: /nonexistent/check
`;

describe('the door for NRPE clients', () => {
  let program: string;
  let dir: string;
  let agent: Agent | undefined;
  let log: string[];

  before(function () {
    program = peer(this, 'check_nrpe');
    dir = mkdtempSync(join(tmpdir(), 'watchclock-'));
  });
  beforeEach(() => {
    log = [];
  });
  afterEach(async () => {
    await agent?.stop();
    agent = undefined;
  });
  after(() => {
    if (dir !== undefined) rmSync(dir, { recursive: true });
  });

  const healthy = /^LOAD OK - total load average: .*\|load1=/;

  describe('with a certificate made at the start', () => {
    beforeEach(() => start(''));

    for (const variant of [
      '',
      '-2',
      '-3',
      '-d 0',
      '-d 1',
      '-S TLSv1.2',
      '-S TLSv1.2+',
      '-S TLSv1+',
    ]) {
      it(`answers check_nrpe ${variant || 'as it is'}`, async () => {
        const { output, status } = await ask('check_load', variant);
        expect(output).to.match(healthy);
        expect(status).to.equal(0);
      });
    }

    it('answers on TLS 1.2 and later only', async () => {
      for (const variant of ['-S TLSv1', '-S TLSv1.1']) {
        const { output, status } = await ask('check_load', variant);
        expect(output).to.contain('Could not complete SSL handshake');
        expect(status).not.to.equal(0);
      }
    });

    it('does not speak to a client without encryption', async () => {
      expect((await ask('check_load', '-n')).status).not.to.equal(0);
    });

    it('is not trusted by a client that asks for another authority', async () => {
      const { ca } = authority(dir, 'other');
      const { output, status } = await ask('check_load', `-A ${ca}`);
      expect(output).not.to.match(healthy);
      expect(status).not.to.equal(0);
    });
  });

  describe('with certificates on both sides', () => {
    const pki = (function* () {
      const ours = authority(dir, 'ours');
      const [server, client] = [ours.sign('127.0.0.1'), ours.sign('client')];
      const stranger = authority(dir, 'strange').sign('stranger');
      while (true) yield { ca: ours.ca, server, client, stranger };
    })();
    const made = () => pki.next().value;

    beforeEach(() => {
      const { ca, server } = made();
      return start(`tls: {cert: ${server.cert}, key: ${server.key}, clients: ${ca}}`);
    });

    for (const variant of ['', '-2', '-S TLSv1.2']) {
      it(`lets in a client with a certificate of the authority: ${variant}`, async () => {
        const { ca, client } = made();
        const asked = await ask(
          'check_load',
          `${variant} -A ${ca} -C ${client.cert} -K ${client.key}`.trim(),
        );
        expect(asked.output).to.match(healthy);
      });

      it(`keeps out a client with none, or with one of another authority: ${variant}`, async () => {
        const { stranger } = made();
        for (const own of ['', `-C ${stranger.cert} -K ${stranger.key}`]) {
          const { output, status } = await ask('check_load', `${variant} ${own}`.trim());
          expect(output).not.to.match(healthy);
          expect(status).not.to.equal(0);
        }
      });
    }
  });

  it('serves old clients when asked by name', async () => {
    await start('tls: {anonymous: true, min_version: TLSv1}');
    for (const variant of [
      '',
      '-2',
      '-3',
      '-d 0',
      '-d 2',
      '-S TLSv1',
      '-S TLSv1.1',
      '-S TLSv1.2',
    ]) {
      expect((await ask('check_load', variant)).output, variant).to.match(healthy);
    }
    const adh = await ask('check_load', '-d 2 -S TLSv1.2 -L ADH:@SECLEVEL=0');
    expect(adh.output).to.match(healthy);
  });

  it('offers no anonymous exchange unless asked by name', async () => {
    await start('');
    const adh = await ask('check_load', '-d 2 -S TLSv1.2 -L ADH:@SECLEVEL=0');
    expect(adh.output).to.contain('Could not complete SSL handshake');
  });

  describe('without encryption, which is asked for by name', () => {
    beforeEach(() => start('tls: off'));

    for (const variant of ['', '-2', '-3']) {
      it(`answers check_nrpe -n ${variant}`, async () => {
        expect((await ask('check_load', `-n ${variant}`.trim())).output).to.match(healthy);
      });
    }

    const answers: readonly [
      what: string,
      command: readonly string[],
      status: number,
      output: string,
    ][] = [
      ['says who it is', [], 0, 'NRPE v4.1 (watchclock 0.1.0)'],
      ['knows no such command', ['-c', 'nope'], 3, "NRPE: Command 'nope' not defined"],
      ['hands on a status and a text', ['-c', 'warn'], 1, 'careful'],
      ['takes a strange status for UNKNOWN', ['-c', 'seven'], 3, 'seven'],
      ['says that a program said nothing', ['-c', 'silent'], 3, 'NRPE: Unable to read output'],
      [
        'ends a program that takes too long',
        ['-c', 'slow'],
        3,
        'NRPE: Command timed out after 1 seconds',
      ],
      [
        'says that a program is not there',
        ['-c', 'missing'],
        3,
        'cannot run /nonexistent/check: spawn /nonexistent/check ENOENT',
      ],
      [
        'takes no arguments where none are allowed',
        ['-c', 'check_load', '-a', '1'],
        3,
        "NRPE: Command 'check_load' takes no arguments from the network",
      ],
      [
        'keeps an argument whole, whatever a shell would make of it',
        ['-c', 'echo', '-a', 'a; b $(id)', '12'],
        0,
        '<a; b $(id)> 12',
      ],
      [
        'refuses an argument that its pattern does not match',
        ['-c', 'echo', '-a', 'a', '12x'],
        3,
        `NRPE: Command 'echo' does not take "12x" as its argument 2`,
      ],
      [
        'refuses an argument that only begins as its pattern says',
        ['-c', 'echo', '-a', 'a\nB', '1'],
        3,
        `NRPE: Command 'echo' does not take "a?B" as its argument 1`,
      ],
      [
        'refuses more arguments than there are places',
        ['-c', 'echo', '-a', 'a', '1', '2'],
        3,
        "NRPE: Command 'echo' takes at most 2 arguments, not 3",
      ],
    ];
    for (const [what, command, status, output] of answers) {
      it(what, async () => {
        expect(await run('-n', ...command)).to.deep.equal({ output, status });
      });
    }

    it('gives arguments to a check, too', async () => {
      const { output, status } = await run('-n', '-c', 'load', '-a', '7777', '8888');
      expect(output).to.contain(';7777.000;8888.000;');
      expect(status).to.equal(0);
    });

    it('answers with as much text as the packet version holds', async () => {
      expect((await ask('numbers', '-n')).output).to.have.length(65_535);
      expect((await ask('numbers', '-n -3')).output).to.have.length(65_535);
      expect((await ask('numbers', '-n -2')).output).to.have.length(1023);
    });
  });

  it('answers over IPv6', async () => {
    await start('tls: off', '[::1]:0');
    expect((await ask('check_load', '-n')).output).to.match(healthy);
  });

  const whos: readonly [allowed: string, isLetIn: boolean][] = [
    ['127.0.0.1', true],
    ['127.0.0.0/8', true],
    ['localhost', true],
    ['192.0.2.1, ::1', false],
    ['192.0.2.0/24', false],
    ['no-such-name.invalid', false],
  ];
  for (const [allowed, isLetIn] of whos) {
    it(`${isLetIn ? 'lets in' : 'keeps out'} 127.0.0.1 when ${allowed} may ask`, async () => {
      await start(`tls: off\nallowed: [${allowed}]`);
      const { output } = await ask('check_load', '-n');
      if (isLetIn) return expect(output).to.match(healthy);
      const [line = ''] = await until('the log', () => (log.length > 0 ? log : undefined));
      expect(JSON.parse(line)).to.include({ why: 'it is not among those allowed' });
      return expect(output).not.to.match(healthy);
    });
  }

  it('lets in no more connections than it may, and new ones when old ones have gone', async () => {
    await start('tls: off\nlimits: {connections: 3, query: 30s}');
    const idle = [1, 2, 3].map(() => connect());
    await Promise.all(idle.map((socket) => new Promise((done) => socket.once('connect', done))));
    await until('a refusal', async () =>
      (await ask('check_load', '-n')).status === 0 ? undefined : true,
    );
    for (const socket of idle) socket.destroy();
    await until('room', async () =>
      (await ask('check_load', '-n')).status === 0 ? true : undefined,
    );
  });

  it('ends connections that do not ask in time, and answers others meanwhile', async () => {
    for (const tls of ['tls: off', '']) {
      await start(`${tls}\nlimits: {query: 300ms}`);
      const idle = connect();
      const half = connect();
      half.write(Buffer.from('00040001', 'hex'));
      const ends = [idle, half].map((socket) => new Promise((done) => socket.once('close', done)));
      expect((await ask('check_load', tls === '' ? '' : '-n')).output).to.match(healthy);
      await Promise.all(ends);
      await agent?.stop();
    }
  });

  it('ends a connection that sends what is no query, and one that never stops sending', async () => {
    await start('tls: off');
    for (const bytes of [Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(2 ** 20, 7)]) {
      const socket = connect();
      const closed = new Promise((done) => socket.once('close', done));
      socket.write(bytes);
      await closed;
    }
    expect((await ask('check_load', '-n')).output).to.match(healthy);
  });

  it('stops a program whose client breaks the connection', async () => {
    const mark = join(dir, 'mark');
    writeFileSync(mark, '');
    await start('tls: off', undefined, `  hang: "/bin/sh -c 'echo $$ > ${mark}; exec sleep 60'"`);
    const socket = connect();
    socket.write(encodeNrpe({ version: 4, type: 'query', result: 0, text: 'hang' }));
    const pid = await until('the program', () => Number(readFileSync(mark, 'utf8')) || undefined);
    socket.resetAndDestroy();
    await until('its end', () => (isAlive(pid) ? undefined : true));
  });

  it('waits for nothing from a client that has gone before it spoke TLS', async () => {
    await start('limits: {query: 10m}');
    for (const beginning of [[], [0x16, 3, 1], [0x16, 3, 1, 0, 248, 1, 0]]) {
      const socket = connect();
      const closed = new Promise((done) => socket.once('close', done));
      socket.end(Buffer.from(beginning));
      await closed;
    }
  });

  it('answers a client that has ended its own side of the connection', async () => {
    await start('tls: off');
    const socket = connect(true);
    socket.end(encodeNrpe({ version: 3, type: 'query', result: 0, text: 'warn' }));
    const decoded = decodeNrpe(await buffer(socket));
    const packet = { version: 3, type: 'response', result: 1, text: 'careful' };
    expect(decoded).to.deep.equal({ kind: 'packet', packet });
  });

  async function start(extra: string, listen = '127.0.0.1:0', more = ''): Promise<void> {
    const file = join(dir, 'agent.yaml');

    writeFileSync(file, `listen: '${listen}'\n${extra}\ncommands:${commands}${more}\n`);
    const logger = pino({}, { write: (line: string) => void log.push(line) });
    agent = await startAgent(await loadAgentSettings(file), logger);
  }

  function ask(command: string, variant: string): Promise<Ran> {
    return run(...variant.split(' ').filter((arg) => arg !== ''), '-c', command);
  }

  function run(...args: readonly string[]): Promise<Ran> {
    const { host: address = '', port = 0 } = agent?.nrpe ?? {};
    return checkNrpe(program, { address, port }, args);
  }

  function connect(isRead = false) {
    const { host = '', port = 0 } = agent?.nrpe ?? {};
    const socket = createConnection({ host, port });
    socket.on('error', () => undefined);
    if (!isRead) socket.resume();
    return socket;
  }
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
