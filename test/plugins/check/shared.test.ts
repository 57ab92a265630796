import { expect } from 'chai';
import { shared } from '../../../plugins/check/shared.ts';

describe('a reading that checks share', () => {
  let now = 0;
  const door = (sharedFor?: number) => ({
    ...{ memory: new Map<string, unknown>(), now: () => now },
    ...(sharedFor !== undefined && { sharedFor }),
  });
  const counting = () => {
    let count = 0;
    return () => (count += 1);
  };

  it('is the same for as long as the door says, for each key and each door', () => {
    const readings = shared<number>('a');
    const [one, other, read] = [door(100), door(100), counting()];
    expect([readings(one, 'x', read), readings(one, 'x', read)]).to.deep.equal([1, 1]);
    expect([readings(one, 'y', read), readings(other, 'x', read)]).to.deep.equal([2, 3]);
    now += 99;
    expect(readings(one, 'x', read)).to.equal(1);
    now += 1;
    expect(readings(one, 'x', read)).to.equal(4);
    now -= 50; // the clock was set back
    expect(readings(one, 'x', read)).to.equal(5);
  });

  it('is taken anew each time where the door says nothing', () => {
    const readings = shared<number>('a');
    const [one, read] = [door(), counting()];
    expect([readings(one, 'x', read), readings(one, 'x', read)]).to.deep.equal([1, 2]);
  });

  it('that failed is not kept', async () => {
    const readings = shared<Promise<number>>('a');
    const one = door(100);
    await readings(one, 'x', () => Promise.reject(new Error('no'))).catch(() => undefined);
    expect(await readings(one, 'x', async () => 7)).to.equal(7);
  });
});
