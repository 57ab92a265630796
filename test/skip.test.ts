import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';

const suite = `
import { skip } from '${pathToFileURL(join(import.meta.dirname, 'skip.ts'))}';
describe('needs a peer', () => {
  before(function () { skip(this, 'no peer here'); });
  it('one', () => {});
  describe('deeper', () => { it('two', () => {}); });
});
describe('each', () => {
  it('skips itself', function () { skip(this, 'not today'); });
  it('passes', () => {});
  it('fails', () => { throw new Error('as it must'); });
});
`;

describe('skip', () => {
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-'));
    writeFileSync(join(dir, 'some.test.mjs'), suite);
  });
  after(() => rmSync(dir, { recursive: true }));

  for (const options of [[], ['--parallel', '--jobs', '2']]) {
    it(`shows each reason, and the last line counts (mocha ${options.join(' ') || 'alone'})`, () => {
      const { stdout, status } = run(dir, options, 'yes');
      expect(stdout).to.contain('- one [skipped: no peer here]\n');
      expect(stdout).to.contain('- two [skipped: no peer here]\n');
      expect(stdout).to.contain('- skips itself [skipped: not today]\n');
      expect(stdout.trimEnd().split('\n').at(-1)).to.equal('1 passed, 1 failed, 3 skipped');
      expect(status).to.equal(1);
    });
  }

  it('is a failure that shows the reason where no skip is allowed', () => {
    const { stdout } = run(dir, [], 'no');
    expect(stdout).to.contain('may not be skipped: no peer here');
    expect(stdout).to.contain('may not be skipped: not today');
    expect(stdout.trimEnd().split('\n').at(-1)).to.equal('1 passed, 3 failed, 0 skipped');
  });
});

function run(dir: string, options: readonly string[], allowed: 'yes' | 'no') {
  const mocha = join('node_modules', 'mocha', 'bin', 'mocha.js');
  const env = { ...process.env, WATCHCLOCK_ALLOW_SKIPS: allowed, FORCE_COLOR: '0' };
  const args = [mocha, ...options, join(dir, 'some.test.mjs')];
  return spawnSync(process.execPath, args, { encoding: 'utf8', env });
}
