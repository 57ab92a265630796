import { expect } from 'chai';
import { type AttemptKey, type Attempts, countAttempts } from '../../../gateway/access/attempts.ts';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { type Installation, install } from '../installation.ts';

const minute = 60_000;
const name = (value: string) => ({ by: 'name', value }) as const;
const address = (value: string) => ({ by: 'address', value }) as const;

describe('failed sign-ins', () => {
  let installation: Installation;
  let store: Store;
  let attempts: Attempts;
  beforeEach(async () => {
    installation = await install();
    store = await openStore({ kind: 'sqlite', path: installation.store });
    attempts = countAttempts(store.tries);
  });
  afterEach(async () => {
    await store.close();
    await installation.remove();
  });

  const fail = async (keys: readonly AttemptKey[], at: number) =>
    (await attempts.begin(keys, at)).waitMs;

  it('make a name wait after five, until the first of them is fifteen minutes old', async () => {
    for (const at of [0, 1, 2, 3, 4]) expect(await fail([name('eva')], at * minute)).to.equal(0);
    expect(await fail([name('eva')], 5 * minute)).to.equal(10 * minute);
    expect(await fail([name('tom')], 5 * minute)).to.equal(0);
    expect(await fail([name('eva')], 14 * minute)).to.equal(minute);
    expect(await fail([name('eva')], 15 * minute)).to.equal(0);
  });

  it('make an address wait after thirty, whatever the names', async () => {
    for (let index = 0; index < 30; index += 1) {
      expect(await fail([name(`n${index}`), address('192.0.2.1')], 0)).to.equal(0);
    }
    expect(await fail([name('eva'), address('192.0.2.1')], 1)).to.be.greaterThan(0);
    expect(await fail([name('eva'), address('192.0.2.2')], 1)).to.equal(0);
  });

  it('are forgotten for a name that succeeds, and the try is taken back from its address', async () => {
    const keys = [name('eva'), address('192.0.2.1')];
    for (let index = 0; index < 4; index += 1) await fail(keys, 0);
    for (let index = 0; index < 40; index += 1) {
      const attempt = await attempts.begin(keys, 1);
      expect(attempt.waitMs).to.equal(0);
      await attempt.succeeded();
    }
  });

  it('are as many when they come at once', async () => {
    const waits = await Promise.all(Array.from({ length: 20 }, () => fail([name('eva')], 0)));
    expect(waits.filter((wait) => wait === 0)).to.have.length.at.most(5);
  });

  it('are known to another gateway on the same store, and after a restart', async () => {
    for (let index = 0; index < 5; index += 1) await fail([name('eva')], 0);
    const other = await openStore({ kind: 'sqlite', path: installation.store });
    const { waitMs } = await countAttempts(other.tries).begin([name('eva')], 1);
    await other.close();
    expect(waitMs).to.equal(15 * minute - 1);
  });
});
