import { expect } from 'chai';
import { changeIn, flaps, remember } from '../../../gateway/results/flapping.ts';

describe('flap detection', () => {
  const table: [string, number][] = [
    ['0', 0],
    ['2', 0],
    ['02', 6.25],
    ['0'.repeat(20).concat('2'), 6.25],
    ['2'.concat('0'.repeat(20)), 3.75],
    ['02'.repeat(10).concat('0'), 100],
  ];
  for (const [history, percent] of table) {
    it(`finds ${percent} % of change in ${history}`, () =>
      expect(changeIn(history)).to.be.closeTo(percent, 1e-9));
  }

  it('looks back at 21 states', () => {
    expect(remember('0'.repeat(21), 2)).to.equal(`${'0'.repeat(20)}2`);
  });

  it('has slack between its two thresholds', () => {
    const thresholds = { low: 5, high: 7 };
    expect(flaps('02', thresholds, false)).to.equal(false);
    expect(flaps('02', thresholds, true)).to.equal(true);
    expect(flaps('0', thresholds, true)).to.equal(false);
  });
});
