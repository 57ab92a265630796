import { expect } from 'chai';
import type { Solution } from '../../gateway/solutions/solution.ts';
import type { Store } from '../../gateway/store/store.ts';

const pool: Omit<Solution, 'id'> = {
  ...{ title: 'Connection pool exhausted', text: 'Restart Jira; raise the pool to 60.' },
  ...{ incident: 3, host: 'app-1', service: 'jira-http' },
  ...{ writtenAt: 1_000, writtenBy: 'Eva Example' },
};
const disk = { ...pool, title: 'Old logs fill the disk', text: 'logrotate', service: 'disk-root' };

/** What every store promises of known solutions; called in the store's own suite. */
export function solutionsContract(open: () => Store): void {
  it('keeps solutions, finds them by any of their words, and by host or service', async () => {
    const { solutions } = open();
    expect(await solutions.add(pool)).to.deep.equal({ ...pool, id: 1 });
    await solutions.add({ ...disk, host: 'app-9' });
    expect(await solutions.solution(1)).to.deep.equal({ ...pool, id: 1 });
    expect(await solutions.solution(7)).to.equal(undefined);
    const ids = (found: readonly Solution[]) => found.map(({ id }) => id);
    expect(ids(await solutions.latest(9))).to.deep.equal([2, 1]);
    expect(ids(await solutions.search(['exhausted'], 9))).to.deep.equal([1]);
    expect(ids(await solutions.search(['pool', 'logrotate'], 9)).toSorted()).to.deep.equal([1, 2]);
    expect(ids(await solutions.search(['nothing'], 9))).to.deep.equal([]);
    expect(ids(await solutions.near({ host: 'app-1', service: 'x' }, 9))).to.deep.equal([1]);
    expect(ids(await solutions.near({ host: null, service: 'disk-root' }, 9))).to.deep.equal([2]);
  });

  it('takes no word of a search for an operator', async () => {
    const { solutions } = open();
    await solutions.add(pool);
    for (const word of ['"', 'pool"', "pool' | ''", 'NEAR(', '*', 'pool:*', '-', '!']) {
      expect(await solutions.search([word], 9)).to.be.an('array');
    }
  });
}
