import { expect } from 'chai';
import { remember } from '../../../plugins/disk/history.ts';

const usage = { blockSize: 10, blocks: 9, free: 4, available: 4, inodes: 0, freeInodes: 0 };
const mount = (path: string) => ({ device: '/dev/x', path, type: 'ext4' });

describe('the memory of a disk', () => {
  it('grows by a point each time, for each file system', () => {
    const memory = new Map();
    remember(mount('/a'), usage, { memory, now: () => 1 });
    remember(mount('/b'), usage, { memory, now: () => 2 });
    expect(remember(mount('/a'), { ...usage, free: 3 }, { memory, now: () => 3 })).to.deep.equal([
      { at: 1, value: 50 },
      { at: 3, value: 60 },
    ]);
  });

  it('forgets file systems that are gone', () => {
    const memory = new Map();
    for (let day = 0; day < 400; day += 1) {
      remember(mount(`/container${day}`), usage, { memory, now: () => day * 86_400_000 });
    }
    const [histories] = memory.values();
    expect(histories.size).to.be.below(10);
  });
});
