import { expect } from 'chai';
import { countAttempts } from '../../../gateway/access/attempts.ts';

const minute = 60_000;
const name = (value: string) => ({ by: 'name', value }) as const;
const address = (value: string) => ({ by: 'address', value }) as const;

describe('failed sign-ins', () => {
  it('make a name wait after five, until the first of them is fifteen minutes old', () => {
    const attempts = countAttempts();
    for (const at of [0, 1, 2, 3]) attempts.failed([name('eva')], at * minute);
    expect(attempts.wait([name('eva')], 4 * minute)).to.equal(0);
    attempts.failed([name('eva')], 4 * minute);
    expect(attempts.wait([name('eva')], 5 * minute)).to.equal(10 * minute);
    expect(attempts.wait([name('eva')], 15 * minute)).to.equal(0);
    expect(attempts.wait([name('tom')], 5 * minute)).to.equal(0);
  });

  it('make an address wait after thirty, whatever the names', () => {
    const attempts = countAttempts();
    for (let index = 0; index < 30; index += 1) {
      attempts.failed([name(`n${index}`), address('192.0.2.1')], 0);
    }
    expect(attempts.wait([name('eva'), address('192.0.2.1')], 1)).to.be.greaterThan(0);
    expect(attempts.wait([name('eva'), address('192.0.2.2')], 1)).to.equal(0);
  });

  it('are forgotten for a name that succeeds, and the try is taken back from its address', () => {
    const attempts = countAttempts();
    const keys = [name('eva'), address('192.0.2.1')];
    for (let index = 0; index < 4; index += 1) attempts.failed(keys, 0);
    for (let index = 0; index < 100; index += 1) {
      attempts.failed(keys, 1);
      attempts.succeeded(keys);
    }
    expect(attempts.wait(keys, 2)).to.equal(0);
  });
});
