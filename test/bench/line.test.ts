import { expect } from 'chai';
import { countPromises, formatTable } from './line.ts';

describe('the benchmark table', () => {
  it('shows each line as a ratio against its peer, and whether a promise holds', () => {
    const lines = [
      { what: 'start, ms', ours: 61.04, peer: 'node -e 0', theirs: 40, goal: { atMost: 1.6 } },
      { what: 'checks/s', ours: 12345, peer: 'nrpe', theirs: 1000, goal: { atLeast: 20 } },
      { what: 'memory, MiB', ours: 50, peer: 'nrpe', theirs: 5, note: 'idle' },
    ];
    expect(formatTable(lines).split('\n')).to.deep.equal([
      'what         ours    peer       theirs  ratio  goal',
      'start, ms    61      node -e 0  40      1.53×  ≤ 1.6× holds',
      'checks/s     12,300  nrpe       1,000   12.3×  ≥ 20× MISSED',
      'memory, MiB  50      nrpe       5       10×                  idle',
      '',
    ]);
    expect(countPromises(lines)).to.equal('1 promises hold, 1 missed: checks/s');
    expect(countPromises(lines.slice(0, 1))).to.equal('1 promises hold, 0 missed');
  });
});
