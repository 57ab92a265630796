import { expect } from 'chai';
import { dueAround, type Interval } from '../../../gateway/report/schedule.ts';

const zone = 'Europe/Brussels';

describe('the schedule of reports', () => {
  type Row = readonly [
    every: Interval,
    now: string,
    last: string,
    next: string,
    from: string,
    to: string,
  ];
  const rows: readonly Row[] = [
    [
      'month',
      '2026-11-23T12:00Z',
      '2026-11-01T05:00Z',
      '2026-12-01T05:00Z',
      '2026-10-01',
      '2026-10-31',
    ],
    [
      'month',
      '2026-11-01T04:59Z',
      '2026-10-01T04:00Z',
      '2026-11-01T05:00Z',
      '2026-09-01',
      '2026-09-30',
    ],
    [
      'month',
      '2026-11-01T05:00Z',
      '2026-11-01T05:00Z',
      '2026-12-01T05:00Z',
      '2026-10-01',
      '2026-10-31',
    ],
    [
      'month',
      '2027-03-01T06:00Z',
      '2027-03-01T05:00Z',
      '2027-04-01T04:00Z',
      '2027-02-01',
      '2027-02-28',
    ],
    [
      'week',
      '2026-10-25T12:00Z',
      '2026-10-19T04:00Z',
      '2026-10-26T05:00Z',
      '2026-10-12',
      '2026-10-18',
    ],
    [
      'week',
      '2026-10-26T06:00Z',
      '2026-10-26T05:00Z',
      '2026-11-02T05:00Z',
      '2026-10-19',
      '2026-10-25',
    ],
    [
      'day',
      '2026-03-29T12:00Z',
      '2026-03-29T04:00Z',
      '2026-03-30T04:00Z',
      '2026-03-28',
      '2026-03-28',
    ],
    [
      'day',
      '2026-03-29T03:00Z',
      '2026-03-28T05:00Z',
      '2026-03-29T04:00Z',
      '2026-03-27',
      '2026-03-27',
    ],
  ];
  for (const [every, now, last, next, from, to] of rows) {
    it(`knows at ${now} which ${every} was told of last, and when the next one is`, () => {
      const due = dueAround(every, zone, Date.parse(now));
      expect(due.last).to.deep.equal({ at: Date.parse(last), period: { from, to } });
      expect(due.next.at).to.equal(Date.parse(next));
    });
  }
});
