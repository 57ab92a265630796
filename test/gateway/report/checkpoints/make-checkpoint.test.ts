import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeCheckpoint } from '../../../../gateway/report/checkpoints/make-checkpoint.ts';
import { openStore } from '../../../../gateway/store/open.ts';
import type { Store } from '../../../../gateway/store/store.ts';
import { minute } from '../../samples.ts';
import { annotate, bundleOf, key, populate, problemsIn } from '../reported-store.ts';

describe('checkpoints of a log that grows', () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchclock-checkpoints-'));
    store = await openStore({ kind: 'sqlite', path: join(folder, 'watchclock.db') });
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  const problemsAt = async (at: number) =>
    (await makeCheckpoint(store, { now: minute(at), key, always: true })).problems;

  it('take in customers that are new, and heads that moved before ones that did not', async () => {
    expect(await problemsAt(-10)).to.deep.equal([]);
    await populate(store);
    expect(await problemsAt(1000)).to.deep.equal([]);
    await annotate(store, 2, 1001);
    expect(await problemsAt(1002)).to.deep.equal([]);
    await annotate(store, 5, 1003);
    await annotate(store, 1, 1004);
    expect(await problemsAt(1005)).to.deep.equal([]);
    expect(await problemsIn(await bundleOf(store))).to.deep.equal([]);
  });
});
