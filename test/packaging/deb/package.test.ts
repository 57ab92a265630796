import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Architecture } from '../../../packaging/deb/control.ts';
import { makePackage } from '../../../packaging/deb/make-package.ts';
import { checkNames } from '../../../plugins/registry.ts';
import { built } from '../../built.ts';
import { peer } from '../../peers/peer.ts';
import { checkNrpe } from '../../plugins/agent/nrpe/check-nrpe.ts';
import { skip } from '../../skip.ts';
import { until } from '../../until.ts';
import { debianMachine, type Machine } from './installed.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
const project = join(import.meta.dirname, '../../..');
const program = '/usr/lib/watchclock';

describe('the Debian package', function () {
  if (soak) this.timeout(900_000);
  let dir: string;
  let first: string;
  let second: string;
  let machine: Machine;

  before(async function () {
    machine = debianMachine(this);
    dir = mkdtempSync(join(tmpdir(), 'watchclock-deb-test-'));
    chmodSync(dir, 0o755); // lintian reads as another user
    first = await pack('1.0.0');
    second = await pack('1.0.1');
  });
  after(() => {
    machine?.remove();
    if (dir !== undefined) rmSync(dir, { recursive: true });
  });

  it('is called by its version and architecture, and names what Node and ping need', () => {
    const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch as Architecture];
    expect(first).to.match(new RegExp(`/watchclock_1\\.0\\.0_${arch}\\.deb$`));
    const { stdout } = spawnSync('dpkg-deb', ['--field', first, 'Depends'], { encoding: 'utf8' });
    expect(stdout.trim().split(', ')).to.include.members([
      'iputils-ping',
      'libatomic1',
      'libc6 (>= 2.28)',
      'libstdc++6',
    ]);
  });

  it('is the same byte for byte when it is made again', async () => {
    const again = await pack('1.0.0', 'again');
    expect(readFileSync(again).equals(readFileSync(first))).to.equal(true);
  });

  it('installs on a Debian without Node, and starts nothing', () => {
    const { status, stderr } = machine.dpkg('--install', first);
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(machine.run('root', ['/usr/bin/which', 'node'], { PATH: '/usr/bin' }).status).to.equal(
      1,
    );
    const enabled = globSync('etc/systemd/system/*.wants/*', { cwd: machine.root });
    expect(enabled.filter((path) => path.includes('watchclock'))).to.deep.equal([]);
  });

  for (const name of checkNames) {
    it(`has ${name} for anybody with an empty environment`, () => {
      const { status, stdout } = machine.run('nobody', [`${program}/${name}`, '--version']);
      expect(stdout).to.match(new RegExp(`^${name} v`));
      expect(status).to.equal(3);
    });
  }

  it('measures as nobody: load, space, and a ping', () => {
    for (const [name, ...args] of [
      ['check_load', '-w', '9999', '-c', '9999'],
      ['check_disk', '-w', '1', '-c', '1', '-p', '/'],
      ['check_ping', '-H', '127.0.0.1', '-p', '1', '-w', '9999,90%', '-c', '9999,90%'],
    ]) {
      const { status, stdout } = machine.run('nobody', [`${program}/${name}`, ...args]);
      expect([status, stdout.split(' ').slice(0, 2)], stdout).to.deep.equal([
        0,
        [name === 'check_load' ? 'LOAD' : name === 'check_disk' ? 'DISK' : 'PING', 'OK'],
      ]);
    }
  });

  it('comes with configurations that are right, and that only their service reads', () => {
    for (const [service, user] of [
      ['agent', 'watchclock-agent'],
      ['gateway', 'watchclock'],
    ] as const) {
      const config = `/etc/watchclock/${service}.yaml`;
      const check = [`/usr/bin/watchclock`, service, '--config', config, '--check'];
      expect(machine.run(user, check).stdout).to.equal(`${config}: nothing is wrong\n`);
      expect(machine.run('nobody', ['/bin/cat', config]).status).to.equal(1);
    }
  });

  it('has an agent that answers check_nrpe from outside with the configuration that it brings', async function () {
    const client = peer(this, 'check_nrpe');
    const config = join(machine.root, 'etc/watchclock/agent.yaml');
    const shipped = readFileSync(config, 'utf8');
    writeFileSync(config, shipped.replaceAll(/^(listen|metrics): .*$/gm, '$1: 127.0.0.1:0'));
    const agent = machine.start('watchclock-agent', [
      ...['/usr/bin/watchclock', 'agent', '--config', '/etc/watchclock/agent.yaml'],
    ]);
    try {
      let said = '';
      agent.stderr?.on('data', (piece) => {
        said += piece;
      });
      const port = await until('the agent', () => /"listen":"127\.0\.0\.1:(\d+)"/.exec(said)?.[1]);
      const where = { address: '127.0.0.1', port: Number(port) };
      const { output, status } = await checkNrpe(client, where, ['-c', 'check_users']);
      expect([status, output.split(' - ')[0]], output).to.deep.equal([0, 'USERS OK']);
    } finally {
      agent.kill();
      const [code] = await once(agent, 'exit');
      expect(code).to.equal(0);
    }
  });

  it('keeps what an administrator wrote when a new version comes', () => {
    const config = join(machine.root, 'etc/watchclock/agent.yaml');
    const written = readFileSync(config, 'utf8');
    expect(written).to.contain('listen: 127.0.0.1:0');
    expect(machine.dpkg('--install', second).status).to.equal(0);
    expect(readFileSync(config, 'utf8')).to.equal(written);
    expect(machine.dpkg('--status', 'watchclock').stdout).to.contain('\nVersion: 1.0.1\n');
    expect(machine.run('nobody', [`${program}/check_load`, '--version']).status).to.equal(3);
  });

  it('leaves configuration and state behind when removed, and nothing when purged', () => {
    const state = join(machine.root, 'var/lib/watchclock-agent');
    machine.run('root', [
      '/usr/bin/install',
      '-d',
      '-o',
      'watchclock-agent',
      '/var/lib/watchclock-agent',
    ]);
    expect(machine.dpkg('--remove', 'watchclock').status).to.equal(0);
    expect(existsSync(join(machine.root, 'usr/bin/watchclock'))).to.equal(false);
    expect(existsSync(join(machine.root, 'etc/watchclock/agent.yaml'))).to.equal(true);
    expect(existsSync(state)).to.equal(true);
    expect(machine.dpkg('--purge', 'watchclock').status).to.equal(0);
    expect(existsSync(state)).to.equal(false);
    expect(existsSync(join(machine.root, 'etc/watchclock'))).to.equal(false);
    expect(readFileSync(join(machine.root, 'etc/passwd'), 'utf8')).not.to.contain('watchclock');
  });

  it('installs again after all that', () => {
    expect(machine.dpkg('--install', second).status).to.equal(0);
  });

  it('has services that systemd understands, and that it finds well protected', function () {
    const analyze = '/usr/bin/systemd-analyze';
    if (!existsSync(analyze)) skip(this, `${analyze} of Debian's systemd is missing`);
    const units = readdirSync(join(machine.root, 'usr/lib/systemd/system')).filter((name) =>
      name.startsWith('watchclock-'),
    );
    expect(units.sort()).to.deep.equal(
      ['agent', 'gateway', 'worker'].map((name) => `watchclock-${name}.service`),
    );
    for (const unit of units) {
      const file = join(machine.root, 'usr/lib/systemd/system', unit);
      const verified = spawnSync(
        analyze,
        ['verify', '--man=no', '--recursive-errors=no', '--root', machine.root, file],
        { encoding: 'utf8' },
      );
      expect(verified.stderr, unit).to.equal('');
      const judged = spawnSync(analyze, ['security', '--offline=yes', '--threshold=35', file], {
        encoding: 'utf8',
      });
      expect(judged.status, judged.stdout).to.equal(0);
    }
  });

  if (soak) {
    it('has nothing that lintian holds for an error', () => {
      const args = ['--fail-on', 'error', '--allow-root', first];
      const { status, stdout } = spawnSync('lintian', args, { encoding: 'utf8' });
      expect([status, stdout]).to.deep.equal([0, '']);
    });
  }

  function pack(version: string, folder = 'first'): Promise<string> {
    const executable = join(built(), 'watchclock');
    return makePackage(
      {
        ...{ root: project, executable, program: [executable], version },
        arch: process.arch as Architecture,
        at: Date.UTC(2026, 10, 23),
        compression: ['-Zgzip', '-z1'],
      },
      join(dir, folder),
    );
  }
});
