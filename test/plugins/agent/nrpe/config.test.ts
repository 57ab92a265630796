import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { pino } from 'pino';
import { type Agent, startAgent } from '../../../../plugins/agent/agent.ts';
import { readNrpeConfig } from '../../../../plugins/agent/nrpe/config.ts';
import { peer } from '../../../peers/peer.ts';
import { authority } from './authority.ts';
import { checkNrpe, type Ran } from './check-nrpe.ts';

const entryPoint = join(import.meta.dirname, '../../../../watchclock.ts');

describe('an existing nrpe.cfg', () => {
  let program: string;
  let dir: string;
  let agent: Agent | undefined;

  before(function () {
    program = peer(this, 'check_nrpe');
  });
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-'));
  });
  afterEach(async () => {
    await agent?.stop();
    agent = undefined;
    rmSync(dir, { recursive: true });
  });

  it('is taken as it is, with the files it includes', async () => {
    mkdirSync(join(dir, 'nrpe.d/below'), { recursive: true });
    file('nrpe.d/b.cfg', 'command[second]=/bin/echo two');
    file('nrpe.d/below/c.cfg', 'command[third]=/bin/echo "three  words"');
    file('nrpe.d/not-this.txt', 'command[fourth]=/bin/echo four');
    file('local.cfg', '  command[ first ] = /bin/echo one  ');
    const notes = await start(`# a comment

allowed_hosts=127.0.0.1,::1
command_timeout=1
command[slow]=/bin/sleep 20
include=${dir}/local.cfg
include_dir=${dir}/nrpe.d/`);
    expect(notes).to.deep.equal([]);
    expect((await ask('-c', 'first')).output).to.equal('one');
    expect((await ask('-c', 'second')).output).to.equal('two');
    expect((await ask('-c', 'third')).output).to.equal('three  words');
    expect((await ask('-c', 'fourth')).output).to.equal("NRPE: Command 'fourth' not defined");
    expect(await ask('-c', 'slow')).to.deep.equal({
      output: 'NRPE: Command timed out after 1 seconds',
      status: 3,
    });
  });

  it('runs reference plugins in this process where they are our checks, else as they are', async () => {
    const notes = await start(`allowed_hosts=127.0.0.1
command[load]=/usr/lib/nagios/plugins/check_load -w 9999 -c 9999
command[users]=/usr/lib/nagios/plugins/check_users --of-ours-no-option`);
    expect(notes).to.deep.equal([
      `${dir}/nrpe.cfg:4: command[load]: runs in this process: check_load is one of our checks`,
      `${dir}/nrpe.cfg:5: command[users]: runs as a program: our own check says: check_users: unrecognized option '--of-ours-no-option'`,
    ]);
    expect((await ask('-c', 'load')).output).to.match(/^LOAD OK - total load average/);
  });

  it('takes arguments when it may, splits them as a shell does outside quotes, and no further', async () => {
    await start(`allowed_hosts=127.0.0.1
dont_blame_nrpe=1
command[words]=/usr/bin/printf "[%s]" $ARG1$ "$ARG2$"`);
    const words = await ask('-c', 'words', '-a', ' a  b $HOME *', 'c d');
    expect(words.output).to.equal('[a][b][$HOME][*][c d]');
    const nasty = await ask('-c', 'words', '-a', 'a;b');
    expect(nasty).to.deep.equal({
      output: `NRPE: Command 'words' does not take "a;b" as its argument 1`,
      status: 3,
    });
  });

  it('takes no arguments when it may not', async () => {
    await start('allowed_hosts=127.0.0.1\ncommand[echo]=/bin/echo $ARG1$');
    expect((await ask('-c', 'echo', '-a', 'x')).output).to.equal(
      "NRPE: Command 'echo' takes no arguments from the network",
    );
  });

  it('puts the prefix before every command', async () => {
    await start(
      'allowed_hosts=127.0.0.1\ncommand_prefix=/usr/bin/env A=1\ncommand[a]=/usr/bin/printenv A',
    );
    expect((await ask('-c', 'a')).output).to.equal('1');
  });

  it('names what is not honoured, with its place', async () => {
    const notes = await start(`nrpe_user=nagios
allow_bash_command_substitution=0
command[piped]=/bin/echo a | cat
command[piped]=/bin/echo a | cat
spelt_wrong=1
no directive
include=${dir}/nowhere.cfg
include=${dir}/nrpe.cfg
ssl_version=SSLv3+`);
    const at = (line: number) => `${dir}/nrpe.cfg:${line}: `;
    const shell = 'needs a shell for "|", and there is none here';
    expect(notes).to.have.members([
      `${at(3)}nrpe_user: not honoured: it runs as whoever starts it`,
      `${at(5)}command[piped]: cannot be run: ${shell}`,
      `${at(6)}command[piped]: replaces an earlier one of that name`,
      `${at(6)}command[piped]: cannot be run: ${shell}`,
      `${at(7)}spelt_wrong: not honoured: there is no such directive`,
      `${at(8)}left out: no "name=value": "no directive"`,
      `${at(9)}left out: ENOENT: no such file or directory, open '${dir}/nowhere.cfg'`,
      `${at(10)}left out: ${dir}/nrpe.cfg includes itself`,
      `${at(11)}ssl_version: not honoured: "SSLv3+" is too old; TLS 1.2 and later are allowed`,
      `${dir}/nrpe.cfg: there is no allowed_hosts: every address may ask`,
    ]);
    expect(await ask('-c', 'piped')).to.deep.equal({ output: `NRPE: ${shell}`, status: 3 });
  });

  it('asks for the certificates of clients when it says so', async () => {
    const ours = authority(dir, 'ours');
    const [server, client] = [ours.sign('127.0.0.1'), ours.sign('client')];
    const pki = `ssl_cert_file=${server.cert}
ssl_privatekey_file=${server.key}
ssl_cacert_file=${ours.ca}
allowed_hosts=127.0.0.1
command[a]=/bin/echo a`;
    const own = ['-C', client.cert, '-K', client.key];
    await start(`${pki}\nssl_client_certs=2`);
    expect((await ask('-c', 'a', '-A', ours.ca, ...own)).output).to.equal('a');
    expect((await ask('-c', 'a')).output).not.to.equal('a');
    await agent?.stop();
    await start(`${pki}\nssl_client_certs=1`);
    expect((await ask('-c', 'a')).output).to.equal('a');
  });

  it('serves the anonymous exchange of old clients when it says so', async () => {
    await start(
      'allowed_hosts=127.0.0.1\nssl_use_adh=1\nssl_version=TLSv1+\ncommand[a]=/bin/echo a',
    );
    for (const variant of [[], ['-d', '2', '-S', 'TLSv1', '-L', 'ADH:@SECLEVEL=0']]) {
      expect((await ask('-c', 'a', ...variant)).output).to.equal('a');
    }
  });

  for (const [what, text, problem] of [
    ['no file', undefined, /^ENOENT: no such file/],
    [
      'a port that there is not',
      'server_port=99999',
      /:1: server_port: must be a port, not "99999"$/,
    ],
    [
      'a certificate that there is not',
      'ssl_cert_file=/nowhere\nssl_privatekey_file=/nowhere',
      /:1: ssl_cert_file: cannot be read: ENOENT/,
    ],
  ] as const) {
    it(`is an error with ${what}`, async () => {
      if (text !== undefined) file('nrpe.cfg', text);
      const problemFound = await readNrpeConfig(join(dir, 'nrpe.cfg')).then(
        () => '',
        (error: Error) => error.message,
      );
      expect(problemFound).to.match(problem);
    });
  }

  it('is all that "watchclock agent" needs; --tls off is for clients that are called with -n', async () => {
    const path = file(
      'nrpe.cfg',
      'server_port=0\nserver_address=127.0.0.1\ncommand[a]=/bin/echo a',
    );
    const child = spawn(process.execPath, [
      entryPoint,
      'agent',
      '--nrpe-config',
      path,
      '--tls',
      'off',
    ]);
    const ended = once(child, 'exit');
    try {
      const port = await listeningPort(child.stderr);
      const { output } = await checkNrpe(program, { address: '127.0.0.1', port }, [
        '-n',
        '-c',
        'a',
      ]);
      expect(output).to.equal('a');
    } finally {
      child.kill('SIGTERM');
    }
    expect(await ended).to.deep.equal([0, null]);
  });

  function file(name: string, text: string): string {
    const path = join(dir, name);
    writeFileSync(path, text);
    return path;
  }

  async function start(text: string): Promise<readonly string[]> {
    const path = file('nrpe.cfg', `server_port=0\nserver_address=127.0.0.1\n${text}\n`);
    const { nrpe, commands, notes } = await readNrpeConfig(path);
    agent = await startAgent({ nrpe, commands }, pino({ level: 'silent' }));
    return notes;
  }

  function ask(...args: readonly string[]): Promise<Ran> {
    const { host: address = '', port = 0 } = agent?.nrpe ?? {};
    return checkNrpe(program, { address, port }, args);
  }
});

async function listeningPort(log: NodeJS.ReadableStream): Promise<number> {
  for await (const line of createInterface({ input: log })) {
    const { listen } = JSON.parse(line) as { readonly listen?: string };
    if (listen !== undefined) return Number(listen.split(':').at(-1));
  }
  throw new Error('it ended before it listened');
}
