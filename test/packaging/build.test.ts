import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { version } from '../../plugins/check/version.ts';
import { checkNames } from '../../plugins/registry.ts';
import { built } from '../built.ts';
import { startGateway } from '../gateway/gateway-process.ts';
import { install } from '../gateway/installation.ts';
import { critical, get, post } from '../gateway/web/call.ts';
import { peer } from '../peers/peer.ts';
import { startPostgreSql } from '../peers/postgresql.ts';

describe('the built programs', () => {
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-'));
    chmodSync(dir, 0o755);
    cpSync(built(), join(dir, 'bin'), { recursive: true, verbatimSymlinks: true });
  });
  after(() => rmSync(dir, { recursive: true }));

  it('are watchclock and every check', () => {
    expect(readdirSync(join(dir, 'bin')).sort()).to.deep.equal(
      [...checkNames, 'watchclock'].sort(),
    );
  });

  for (const name of checkNames) {
    it(`run as ${name} for anybody, anywhere, with an empty environment and no Node`, () => {
      const { stdout, status } = run(name, ['--version']);
      expect(stdout).to.contain(`${name} v${version}`);
      expect(status).to.equal(3);
    });
  }

  it('measure: check_load says how loaded this machine is', () => {
    const { stdout, stderr, status } = run('check_load', ['-w', '9999', '-c', '9999']);
    expect(stdout).to.match(/^LOAD OK - total load average: /);
    expect([stderr, status]).to.deep.equal(['', 0]);
  });

  it('measure in a folder that is gone', () => {
    const cwd = mkdtempSync(join(dir, 'gone-'));
    const command = [join(dir, 'bin', 'check_load'), '-w', '9999', '-c', '9999'];
    const args = ['-c', 'rmdir "$PWD" && exec "$@"', 'sh', ...command];
    const { stdout, status } = spawnSync('sh', args, { cwd, encoding: 'utf8' });
    expect(stdout).to.match(/^LOAD OK - /);
    expect(status).to.equal(0);
  });

  it('run a part that is only loaded when asked for', () => {
    const input =
      '{"plan":"standard","severity":"A","raisedAt":"2026-10-16T16:30:00+02:00","now":"2026-10-16T16:30:00+02:00"}\n';
    const { stdout, stderr } = run('watchclock', ['sla', 'evaluate'], input);
    expect(stderr).to.equal('');
    expect(JSON.parse(stdout).response.deadline).to.equal('2026-10-19T10:30:00.000Z');
  });

  it('tell their version and that an unknown command is one', () => {
    expect(run('watchclock', ['--version']).stdout).to.equal(`watchclock ${version}\n`);
    const { stderr, status } = run('watchclock', ['constructor']);
    expect(stderr).to.match(/^watchclock: no such command: "constructor"\n/);
    expect(status).to.equal(2);
  });

  it('take no orders for Node from the environment', () => {
    const { stdout, status } = run('watchclock', ['--version'], '', { NODE_OPTIONS: '--bad' });
    expect([stdout, status]).to.deep.equal([`watchclock ${version}\n`, 0]);
  });

  it('keep incidents in PostgreSQL, and work on their store there', async function () {
    const server = await startPostgreSql(peer(this, 'postgresql'));
    const { config, remove } = await install();
    const program = join(dir, 'bin', 'watchclock');
    const url = server.createDatabase();
    try {
      const http = '{listen: 127.0.0.1:0, token_file: ./token}';
      writeFileSync(config, `inventory: ./inventory.yaml\nstore: ${url}\nhttp: ${http}\n`);
      const gateway = await startGateway(config, [program]);
      const { body } = await post(gateway, '/api/v1/results', [critical()]);
      const incident = await get(gateway, `/api/v1/incidents/${body.incidents[0]}`);
      expect(incident.body.customer).to.equal('customer-a');
      expect(await gateway.stop()).to.equal(0);
      const { stdout } = spawnSync(program, ['store', 'check', url], { encoding: 'utf8' });
      expect(stdout).to.equal('nothing is wrong\n');
    } finally {
      await remove();
      await server.remove();
    }
  });

  function run(name: string, args: readonly string[], input = '', env = {}) {
    const somebody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const options = { encoding: 'utf8', cwd: '/', input, env, ...somebody } as const;
    return spawnSync(join(dir, 'bin', name), args, options);
  }
});
