import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createConnection } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { decodeNrdpChecks, encodeNrdpReply } from '../../../plugins/wire/nrdp.ts';
import { type NscaMethod, nscaMethods } from '../../../plugins/wire/nsca-cipher.ts';
import { freePort } from '../../free-port.ts';
import { peer } from '../../peers/peer.ts';
import { until } from '../../until.ts';

const program = join(import.meta.dirname, '../../../watchclock.ts');
const records =
  'web1\tload\t1\tWARN - high|load=9\nweb1\t0\tup\nweb1\tdisk\t2\tfull; back\\slash\n';

describe('watchclock send', () => {
  let dir: string;
  let cleanUp: (() => void)[];
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-'));
    writeFileSync(join(dir, 'secret'), 's3cret\n');
    cleanUp = [() => rmSync(dir, { recursive: true })];
  });
  afterEach(() => {
    for (const clean of cleanUp.reverse()) clean();
  });

  for (const method of Object.keys(nscaMethods) as readonly NscaMethod[]) {
    it(`delivers to the real nsca, encryption ${method}`, async function () {
      const port = await startNsca(peer(this, 'nsca'), nscaMethods[method]);
      const args = ['--to', `nsca://127.0.0.1:${port}`, '--encryption', method];
      expect(await send(records, ...args)).to.deep.equal({ out: '3 sent\n', err: '', status: 0 });
      const lines = await until('the commands', () => commandsIn('commands', 3));
      expect(lines).to.deep.equal([
        'PROCESS_SERVICE_CHECK_RESULT;web1;load;1;WARN - high|load=9',
        'PROCESS_HOST_CHECK_RESULT;web1;0;up',
        'PROCESS_SERVICE_CHECK_RESULT;web1;disk;2;full; back\\\\slash',
      ]);
    });
  }

  it('delivers to the real nsca-ng, several lines of output too', async function () {
    const port = await startNscaNg(peer(this, 'nsca-ng'));
    const to = `nsca-ng://web1@127.0.0.1:${port}`;
    const given = 'web1\tload\t1\tWARN - high\nsee \\ below\x17web1\t0\tup\x17';
    expect(await send(given, '--to', to)).to.deep.equal({ out: '2 sent\n', err: '', status: 0 });
    const lines = await until('the commands', () => commandsIn('commands', 2));
    expect(lines).to.deep.equal([
      'PROCESS_SERVICE_CHECK_RESULT;web1;load;1;WARN - high\\nsee \\\\ below',
      'PROCESS_HOST_CHECK_RESULT;web1;0;up',
    ]);
  });

  it('says what the real nsca-ng does not allow, and that it does not know a key', async function () {
    const port = await startNscaNg(peer(this, 'nsca-ng'));
    const refused = await send('db1\tload\t0\tOK\n', '--to', `nsca-ng://narrow@127.0.0.1:${port}`);
    expect(refused.err).to.match(/^watchclock send: db1, load: FAIL /);
    expect(refused.status).to.equal(1);
    writeFileSync(join(dir, 'secret'), 'other\n');
    const unknown = await send('db1\tload\t0\tOK\n', '--to', `nsca-ng://web1@127.0.0.1:${port}`);
    expect(unknown.status).to.equal(1);
    expect(unknown.err).not.to.contain('other');
  });

  it('delivers to an NRDP server, and says why it is refused there', async () => {
    const got: URLSearchParams[] = [];
    const server = createServer(async (request, response) => {
      const form = new URLSearchParams(await text(request));
      got.push(form);
      const isKnown = form.get('token') === 's3cret';
      const reply = isKnown ? { status: 0, message: 'OK' } : { status: -1, message: 'BAD TOKEN' };
      response.end(encodeNrdpReply(reply, 'xml'));
    });
    const to = `nrdp+http://127.0.0.1:${await listen(server)}/nrdp/`;
    expect(await send(records, '--to', to)).to.deep.equal({ out: '3 sent\n', err: '', status: 0 });
    const [form] = got;
    expect(form?.get('cmd')).to.equal('submitcheck');
    const decoded = decodeNrdpChecks(form?.get('XMLDATA') ?? '', 'xml', 0);
    expect(decoded).to.have.nested.property('value[2].value.output', 'full; back\\slash');
    writeFileSync(join(dir, 'secret'), 'other');
    const refused = await send(records, '--to', to);
    expect(refused).to.deep.equal({
      out: '',
      err: `watchclock send: ${to.slice(5)} answered: BAD TOKEN\n`,
      status: 1,
    });
  });

  it('takes all that agent.yaml says', async () => {
    let body = '';
    const server = createServer(async (request, response) => {
      body = await text(request);
      response.end('{}');
    });
    const file = join(dir, 'agent.yaml');
    const to = `http://127.0.0.1:${await listen(server)}/`;
    writeFileSync(file, `passive: {to: "${to}", token: {file: secret}}\n`);
    expect((await run('a\tb\t0\tc\n', '--config', file)).out).to.equal('1 sent\n');
    expect(JSON.parse(body)).to.have.nested.property('[0].service', 'b');
  });

  it('sends what is right, and names the records that are not', async () => {
    const server = createServer((_, response) => response.end('{}'));
    const to = `http://127.0.0.1:${await listen(server)}/`;
    expect(await send('a\tb\t0\tc\n\nnothing\na\tb\t7\tc\n\tb\t0\tc\n', '--to', to)).to.deep.equal({
      out: '1 sent\n',
      err: `watchclock send: record 3: has 1 of at least 3 fields: "nothing"
watchclock send: record 4: there is no status 7
watchclock send: record 5: it names no host\n`,
      status: 1,
    });
  });

  it('says that nobody is there', async () => {
    const port = await freePort();
    for (const to of [
      `nsca://127.0.0.1:${port}`,
      `nsca-ng://127.0.0.1:${port}`,
      `http://127.0.0.1:${port}/`,
    ]) {
      const { err, status } = await send('a\tb\t0\tc\n', '--to', to);
      expect(err).to.match(/^watchclock send: connect ECONNREFUSED/);
      expect(status).to.equal(1);
    }
  });

  it('keeps in its spool what nobody takes, and delivers it first the next time', async () => {
    const port = await freePort();
    const spool = join(dir, 'spool');
    const to = `http://127.0.0.1:${port}/`;
    const late = await send('a\tb\t0\tone\na\tb\t0\ttwo\n', '--to', to, '--spool', spool);
    expect(late).to.deep.equal({
      out: `2 wait in ${spool}: connect ECONNREFUSED 127.0.0.1:${port}\n`,
      err: '',
      status: 0,
    });
    const bodies: string[] = [];
    const server = createServer(async (request, response) => {
      bodies.push(await text(request));
      response.end('{}');
    });
    await listen(server, port);
    const done = await send('a\tb\t0\tthree\n', '--to', to, '--spool', spool);
    expect(done).to.deep.equal({ out: '1 sent\n', err: '', status: 0 });
    expect(
      JSON.parse(bodies.join('')).map(({ output }: { output: string }) => output),
    ).to.deep.equal(['one', 'two', 'three']);
  });

  it('tells how it is called, and what was wrong with a call', async () => {
    expect((await run('', '--help')).out).to.match(/^Usage: watchclock send [\s\S]*\nExample:\n/);
    for (const [args, problem] of [
      [[], '--to is missing'],
      [['--to', 'nsca://h'], '--secret-file is missing'],
      [['--to', 'smtp://h'], /^--to: must be .*, not "smtp:\/\/h"$/],
      [
        ['--to', 'nsca://h', '--secret-file', 'x', '--encryption', '16'],
        /^--encryption: must be one of/,
      ],
      [['--config', 'x', '--to', 'nsca://h'], '--to does not go with --config'],
    ] as const) {
      const { err, status } = await run('', ...args);
      const [line = ''] = err.split('\n');
      const said = line.replace('watchclock send: ', '');
      if (typeof problem === 'string') expect(said).to.equal(problem);
      else expect(said).to.match(problem);
      expect(status).to.equal(2);
    }
  });

  function send(input: string, ...args: readonly string[]) {
    return run(input, '--secret-file', join(dir, 'secret'), ...args);
  }

  function run(input: string, ...args: readonly string[]) {
    return new Promise<{ out: string; err: string; status: number | null }>((done) => {
      const child = execFile(process.execPath, [program, 'send', ...args], (_, out, err) =>
        done({ out, err, status: child.exitCode }),
      );
      child.stdin?.end(input);
    });
  }

  async function listen(server: Server, port = 0): Promise<number> {
    cleanUp.push(() => server.close());
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    return (server.address() as AddressInfo).port;
  }

  async function startNsca(nsca: string, method: number): Promise<number> {
    const port = await freePort();
    const { username } = userInfo();
    const [config, commands, pidFile] = [
      join(dir, 'nsca.cfg'),
      join(dir, 'commands'),
      join(dir, 'pid'),
    ];
    writeFileSync(commands, '');
    writeFileSync(
      config,
      `server_address=127.0.0.1\nserver_port=${port}\nnsca_user=${username}\npid_file=${pidFile}\ncommand_file=${commands}\nappend_to_file=1\npassword=s3cret\ndecryption_method=${method}\n`,
    );
    execFileSync(nsca, ['-c', config, '--daemon']);
    const pid = await until('nsca', () => readPid(pidFile));
    cleanUp.push(() => process.kill(pid));
    await reachable(port);
    return port;
  }

  async function startNscaNg(nscaNg: string): Promise<number> {
    const port = await freePort();
    const [config, fifo] = [join(dir, 'nsca-ng.cfg'), join(dir, 'fifo')];
    execFileSync('mkfifo', [fifo]);
    const reader = spawn('sh', ['-c', 'exec cat <>"$0" >"$1"', fifo, join(dir, 'commands')]);
    writeFileSync(
      config,
      `command_file = "${fifo}"\nlisten = "127.0.0.1:${port}"
authorize "web1" {\n  password = "s3cret"\n  commands = ".*"\n}
authorize "narrow" {\n  password = "s3cret"\n  hosts = "web1"\n}\n`,
    );
    const server = spawn(nscaNg, ['-F', '-c', config], { stdio: 'ignore' });
    const ends = [reader, server].map((child) => once(child, 'exit'));
    cleanUp.push(() => {
      reader.kill();
      server.kill();
      void Promise.all(ends);
    });
    await reachable(port);
    return port;
  }

  function commandsIn(file: string, count: number): readonly string[] | undefined {
    const lines = readFileSync(join(dir, file), 'utf8').split('\n').slice(0, -1);
    return lines.length < count ? undefined : lines.map((line) => line.replace(/^\[\d+\] /, ''));
  }
});

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function reachable(port: number): Promise<true> {
  return until(`a server on port ${port}`, async () => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const opened = await once(socket, 'connect').then(
      () => true as const,
      () => undefined,
    );
    socket.destroy();
    return opened;
  });
}
