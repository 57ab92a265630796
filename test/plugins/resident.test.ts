import { spawnSync } from 'node:child_process';
import { expect } from 'chai';

const mebibyte = 1024 * 1024;

/** 100,000 runs take minutes: `npm run soak` does them, `npm test` a part. */
const runs = process.env.WATCHCLOCK_SOAK === '1' ? 100_000 : 600;

interface Holds {
  readonly heapUsed: number;
  readonly external: number;
  readonly files: number;
  readonly listeners: number;
  readonly timers: number;
}

describe(`${runs} runs of checks in one process`, function () {
  this.timeout(30 * 60_000);
  let before_: Holds;
  let after_: Holds;

  before(() => {
    const args = ['--expose-gc', 'test/plugins/resident.inside.ts', String(runs)];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stdout, stderr).not.to.equal('');
    ({ before: before_, after: after_ } = JSON.parse(stdout));
  });

  it('leave no file open, no listener and no timer behind', () => {
    const { files, listeners, timers } = before_;
    expect(after_).to.include({ files, listeners });
    expect(after_.timers).to.be.at.most(timers + 10);
  });

  it('grow no memory', () => {
    expect(after_.heapUsed - before_.heapUsed).to.be.below(4 * mebibyte);
    expect(after_.external - before_.external).to.be.below(8 * mebibyte);
  });
});
