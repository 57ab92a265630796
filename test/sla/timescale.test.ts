import { expect } from 'chai';
import fc from 'fast-check';
import { evaluate } from '../../sla/evaluate.ts';
import { openTime } from '../../sla/open-time.ts';
import { standard } from '../../sla/plan.ts';
import { onScale } from '../../sla/timescale.ts';
import { written } from '../../sla/written/evaluation.ts';
import { readHistory } from '../../sla/written/history.ts';

describe('instants finer than milliseconds', () => {
  const raised = '2026-10-19T09:00:00.000000001+02:00';
  const rows: [string, string, string, number][] = [
    ['exactly at the deadline', '2026-10-19T13:00:00.000000001+02:00', 'met', 14400],
    ['a nanosecond later', '2026-10-19T13:00:00.000000002+02:00', 'missed', 14400.000000001],
    ['a nanosecond earlier', '2026-10-19T13:00:00+02:00', 'met', 14399.999999999],
  ];
  for (const [what, at, verdict, elapsed] of rows) {
    it(`decide the verdict, not their rounded figures: ${what}`, () => {
      const { response } = said(raised, at);
      expect(response).to.include({ verdict, elapsed, stoppedAt: '2026-10-19T11:00:00.000Z' });
    });
  }

  it('come out cut to the millisecond, not rounded up', () => {
    const { response } = said('2026-10-19T09:00:00Z', '2026-10-19T10:59:59.999999999Z');
    expect(response).to.include({ stoppedAt: '2026-10-19T10:59:59.999Z', elapsed: 7199.999999999 });
  });

  it('get the same service time as the sum of whole milliseconds and their parts', () => {
    const origin = Date.UTC(2026, 9, 19, 6);
    const fine = onScale(openTime(standard.calendar), { origin, perMillisecond: 1000 });
    const instant = fc.integer({ min: -3e10, max: 3e11 });
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 3e10 }), (from, amount) => {
        const due = fine.after(from, amount);
        expect(fine.between(from, due)).to.equal(amount);
        expect(fine.between(from, due - 1)).to.equal(amount - 1);
        const opening = fine.opening(from);
        expect(fine.between(from, opening)).to.equal(0);
        expect(fine.between(from, opening + 1)).to.equal(1);
      }),
    );
  });
});

function said(raisedAt: string, respondedAt: string): ReturnType<typeof written> {
  const events = [{ at: respondedAt, kind: 'responded' }];
  const asked = { plan: 'standard', severity: 'A', raisedAt, now: '2026-10-20T00:00:00Z', events };
  const read = readHistory(asked, new Map());
  if (!('value' in read)) throw new Error(JSON.stringify(read.problems));
  const { history, scale } = read.value;
  return written(evaluate(history, scale), scale);
}
