import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openStore } from '../../../gateway/store/open.ts';
import { storeContract } from '../../contracts/store.ts';

storeContract('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'watchclock-store-'));
  return {
    open: () => openStore(`sqlite:${join(folder, 'watchclock.db')}`),
    remove: () => rm(folder, { recursive: true }),
  };
});

describe('opening a store', () => {
  it('refuses an address that is none', async () => {
    const error = await openStore('mysql://x').catch((reason: Error) => reason.message);
    expect(error).to.equal('store: not a store\'s address: "mysql://x"');
  });
});
