import { expect } from 'chai';
import { progressTo } from '../../../../gateway/store/upkeep/progress.ts';

describe('the progress of long work on a store', () => {
  it('is told at most every two seconds, and never of what was quick', () => {
    let now = 0;
    const lines: string[] = [];
    const progress = progressTo(
      (line) => lines.push(line),
      () => now,
    );
    for (now = 0; now <= 4_500; now += 500) progress('copying terms', now);
    expect(lines).to.deep.equal([
      'copying terms: 2000 rows so far',
      'copying terms: 4000 rows so far',
    ]);
  });
});
