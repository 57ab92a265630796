import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { takeLock } from '../../../plugins/spool/lock.ts';

describe('the lock of a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'watchclock-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is taken once, and again when it was let go', async () => {
    const release = await takeLock(folder);
    expect(release).to.not.equal(undefined);
    expect(await takeLock(folder)).to.equal(undefined);
    await release?.();
    expect(await takeLock(folder)).to.not.equal(undefined);
  });

  it('is taken over from a process that is gone', async () => {
    const { pid } = spawnSync('true');
    writeFileSync(join(folder, 'lock'), `${pid} 1`);
    expect(await takeLock(folder)).to.not.equal(undefined);
  });

  it('is taken over when its process number has come again', async () => {
    writeFileSync(join(folder, 'lock'), `${process.pid} 1`);
    expect(await takeLock(folder)).to.not.equal(undefined);
  });

  it('is taken over when it is empty', async () => {
    writeFileSync(join(folder, 'lock'), '');
    expect(await takeLock(folder)).to.not.equal(undefined);
  });

  it('leaves nothing else behind', async () => {
    writeFileSync(join(folder, 'lock'), '');
    const release = await takeLock(folder);
    await takeLock(folder);
    expect(readdirSync(folder)).to.deep.equal(['lock']);
    await release?.();
    expect(readdirSync(folder)).to.deep.equal([]);
  });
});
