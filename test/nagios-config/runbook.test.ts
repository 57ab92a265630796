import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../built.ts';
import { freePort } from '../free-port.ts';
import { peer } from '../peers/peer.ts';
import { until } from '../until.ts';
import { folderOf } from './example.ts';

const runbook = readFileSync('nagios-config/RUNBOOK.md', 'utf8');
const blocks = [...runbook.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

describe('the run book, from its first command to its last', () => {
  // Before the folder goes, in which it stands what is to be ended.
  after(async () => {
    for (const unit of ['watchclock-agent', 'nagios4']) await end(join(folder, `run/${unit}.pid`));
  });
  const folder = folderOf({ after });
  const etc = join(folder, 'etc');
  const state = join(folder, 'state');
  let port: number;
  let here: (text: string) => string;
  before(async function () {
    for (const name of ['nagios4', 'check_nrpe'] as const) peer(this, name);
    port = await freePort();
    here = substitutions(folder, port);
    const folders = ['state/rw', 'state/spool/checkresults', 'log/archives', 'lib', 'bin', 'run'];
    for (const name of folders) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'bin/systemctl'), serviceStarter(folder), { mode: 0o755 });
  });
  for (const [index, block] of blocks.entries()) {
    const [name = ''] = block.split('\n').filter((line) => line !== 'cd /etc/watchclock');
    it(`block ${index + 1} does what it should: ${name}`, async () => {
      if (block.includes('watchclock agent --config')) bringToHost(etc);
      if (block.includes('status.dat')) await until('the first status', () => hasHost(state));
      const env = { ...process.env, PATH: `${folder}/bin:${built()}:${process.env.PATH}` };
      const ran = spawnSync('/bin/bash', ['-eu', '-c', here(block)], { encoding: 'utf8', env });
      expect(ran.status, `${here(block)}\n${ran.stdout}${ran.stderr}`).to.equal(0);
      if (block.includes('config reload'))
        expect(ran.stdout).to.contain('Nagios runs with the new files');
      if (block.includes('-c users'))
        expect(ran.stdout).to.match(/^NRPE v.*\nUSERS OK|^.*watchclock.*\nUSERS OK/);
      if (block.includes('--now watchclock-agent')) await until('the agent', () => answers(port));
      if (block.includes('restart nagios4')) await until('Nagios', () => isReady(state));
    });
  }

  it('speaks of everything that the issue of a new customer needs', () => {
    expect(blocks.length).to.be.above(15);
    for (const command of ['check', 'generate', 'reload', 'secrets']) {
      expect(blocks.some((block) => block.includes(`watchclock config ${command}`))).to.equal(true);
    }
  });
});

/** The run book's places and addresses as they are in the test: everything below one folder, and the firewall left out. */
function substitutions(folder: string, port: number): (text: string) => string {
  const table: readonly (readonly [string, string])[] = [
    ['/etc/watchclock', join(folder, 'etc')],
    ['/usr/lib/watchclock', built()],
    ['/var/lib/nagios4', join(folder, 'state')],
    ['/var/log/nagios4', join(folder, 'log')],
    ['/var/lib/watchclock', join(folder, 'lib')],
    ['user: nagios', `user: ${userInfo().username}`],
    ['203.0.113.20', '127.0.0.1'],
    ['198.51.100.5', '127.0.0.1'],
    ['15610', String(port)],
    ['port: 5666', `port: ${port}`],
  ];
  return (text) => table.reduce((made, [from, to]) => made.replaceAll(from, to), text);
}

/** What the host gets by step 5; here it is the same machine. */
function bringToHost(etc: string): void {
  const agent = readFileSync(join(etc, 'generated/agents/meadow-jira.agent.yaml'), 'utf8');
  writeFileSync(join(etc, 'agent.yaml'), agent.replace('0.0.0.0', '127.0.0.1'));
  for (const name of ['agent.key', 'agent.crt']) {
    cpSync(join(etc, 'ca/meadow-jira', name), join(etc, name));
  }
}

/** Starts the two programs where there is no service manager: `systemctl VERB … UNIT`. */
function serviceStarter(folder: string): string {
  return `#!/bin/sh
for unit do :; done
case $unit in
  nagios4) set -- /usr/sbin/nagios4 '${folder}/etc/generated/nagios/nagios.cfg' ;;
  watchclock-agent) set -- '${built()}/watchclock' agent --config '${folder}/etc/agent.yaml' ;;
  *) exit 1 ;;
esac
"$@" > '${folder}/run/'$unit.log 2>&1 &
echo $! > '${folder}/run/'$unit.pid
`;
}

function answers(port: number): Promise<true | undefined> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', () => done(undefined));
  });
}

function isReady(state: string): true | undefined {
  const files = ['objects.cache', 'rw/nagios.cmd'];
  return files.every((file) => existsSync(join(state, file))) ? true : undefined;
}

function hasHost(state: string): true | undefined {
  const path = join(state, 'status.dat');
  if (!existsSync(path)) return undefined;
  return (
    /host_name=meadow-jira\n\tservice_description/.test(readFileSync(path, 'utf8')) || undefined
  );
}

async function end(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  try {
    process.kill(pid, 'SIGTERM');
    await until(`process ${pid} to end`, () => (isGone(pid) ? true : undefined));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function isGone(pid: number): boolean {
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
}
