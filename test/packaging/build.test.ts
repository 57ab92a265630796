import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { version } from '../../plugins/check/version.ts';
import { checkNames } from '../../plugins/registry.ts';
import { built } from '../built.ts';

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

  function run(name: string, args: readonly string[], input = '', env = {}) {
    const somebody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const options = { encoding: 'utf8', cwd: '/', input, env, ...somebody } as const;
    return spawnSync(join(dir, 'bin', name), args, options);
  }
});
