import { expect } from 'chai';
import fc from 'fast-check';
import { gather, pointOf } from '../../../gateway/results/points.ts';

const hour = 3_600_000;

describe('points of a series of results', () => {
  it('hold the figures of the performance data', () => {
    const perfdata = "load1=0.5;5;10 'C: used'=7MB;;;0;100 unknown=U load1=9";
    expect(pointOf({ at: 7, state: 'OK', perfdata })).to.deep.equal({
      start: 7,
      span: 0,
      states: { OK: 1 },
      figures: [
        { label: 'load1', unit: '', min: 0.5, average: 0.5, max: 0.5, count: 1 },
        { label: 'C: used', unit: 'MB', min: 7, average: 7, max: 7, count: 1, limit: 100 },
      ],
    });
  });

  it('are gathered with the smallest, the mean and the largest of each figure', () => {
    const one = pointOf({ at: hour, state: 'OK', perfdata: 'a=1 b=2s' });
    const other = pointOf({ at: hour + 1, state: 'CRITICAL', perfdata: 'a=4 b=2ms' });
    expect(gather([one, other], hour)).to.deep.equal([
      {
        start: hour,
        span: hour,
        states: { OK: 1, CRITICAL: 1 },
        figures: [
          { label: 'a', unit: '', min: 1, average: 2.5, max: 4, count: 2 },
          { label: 'b', unit: 's', min: 2, average: 2, max: 2, count: 1 },
          { label: 'b', unit: 'ms', min: 2, average: 2, max: 2, count: 1 },
        ],
      },
    ]);
  });

  it('know how much a figure can be at most, as far as any of them says it', () => {
    const at = { at: hour, state: 'OK' } as const;
    const points = ['a=1;;;0;100', 'a=2', 'a=3;;;0;200'].map((perfdata) =>
      pointOf({ ...at, perfdata }),
    );
    expect(gather(points, hour)[0]?.figures[0]).to.include({ min: 1, max: 3, limit: 200 });
  });

  it('come to the same days whether they were hours in between or not', () => {
    const samples = fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 50 * hour }), figure: fc.integer({ max: 99 }) }),
    );
    fc.assert(
      fc.property(samples, (some) => {
        const points = some.map(({ at, figure }) =>
          pointOf({ at, state: 'OK', perfdata: `a=${figure}` }),
        );
        const straight = gather(points, 24 * hour);
        const stepwise = gather(gather(points, hour), 24 * hour);
        expect(stepwise.map(rounded)).to.have.deep.members(straight.map(rounded));
      }),
    );
  });
});

/** Means of means differ in their last digits. */
function rounded(point: ReturnType<typeof gather>[number]) {
  const figures = point.figures.map((each) => ({
    ...each,
    average: Number(each.average.toFixed(6)),
  }));
  return { ...point, figures };
}
