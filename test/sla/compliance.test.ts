import { expect } from 'chai';
import fc from 'fast-check';
import { attainmentOf } from '../../sla/compliance/attainment.ts';
import { measure } from '../../sla/compliance/case.ts';
import type { ComplianceReport, Standing } from '../../sla/compliance/data.ts';
import { percentile } from '../../sla/compliance/percentile.ts';
import type { Period } from '../../sla/compliance/period.ts';
import type { ReportedIncident, SeverityChange } from '../../sla/compliance/reported.ts';
import { buildReport } from '../../sla/compliance.ts';
import type { HistoryEvent } from '../../sla/history.ts';
import { type Plan, premium, standard } from '../../sla/plan.ts';
import { historyIn } from './random-history.ts';
import { added, countsOf } from './report-counts.ts';
import { scenes } from './scene.ts';

const october: Period = { from: '2026-10-01', to: '2026-10-31' };
const asOf = Date.parse('2026-11-02T12:00:00Z');

describe('a compliance report', () => {
  it('counts a clock by customer, plan, severity, clock and month', () => {
    const { rows, totals, incidents } = reportOn(
      incident({ events: [at('2026-10-05T09:00', 'responded')] }),
      incident({ events: [at('2026-10-05T16:00', 'responded')] }),
    );
    const row = rows.find(({ clock }) => clock === 'response');
    expect(row).to.include({ customer: 'customer-a', plan: 'standard', version: '1' });
    expect(row).to.include({ severity: 'A', month: '2026-10', raised: 2, met: 1, missed: 1 });
    expect(totals.map(({ clock, missed }) => [clock, missed])).to.deep.equal([
      ['intervention', 2],
      ['response', 1],
    ]);
    expect(incidents).to.deep.equal({ raised: 2, guaranteed: 2, notGuaranteed: 0, outside: 0 });
  });

  it('never rounds an attainment up to 100, and says nothing of nothing', () => {
    expect(attainmentOf({ met: 99_999, missed: 1 }).percent).to.equal(99.99);
    expect(attainmentOf({ met: 2, missed: 1 }).percent).to.equal(66.66);
    expect(attainmentOf({ met: 3, missed: 0 }).percent).to.equal(100);
    expect(attainmentOf({ met: 0, missed: 0 })).to.include({ fraction: null, percent: null });
    expect(attainmentOf({ met: 19, missed: 0 }).smallNumbers).to.equal(true);
    expect(attainmentOf({ met: 19, missed: 1 }).smallNumbers).to.equal(false);
  });

  it('takes percentiles by nearest rank', () => {
    const values = Array.from({ length: 20 }, (_, index) => index + 1);
    expect([50, 90, 95].map((percent) => percentile(values, percent))).to.deep.equal([10, 18, 19]);
    expect(percentile([7], 50)).to.equal(7);
    expect(percentile([], 50)).to.equal(null);
  });

  it('tells the used time of stopped clocks in seconds', () => {
    const { totals } = reportOn(
      ...['10:30', '11:00', '12:00'].map((time) =>
        incident({ events: [at(`2026-10-05T${time}`, 'intervention-started')] }),
      ),
    );
    expect(totals[0]?.used).to.deep.equal({ median: 10_800, p90: 14_400, p95: 14_400 });
  });

  it('counts near misses from exactly 75 % and 90 % of the target, and only where it was met', () => {
    const near = (time: string) =>
      reportOn(incident({ events: [at(`2026-10-05T${time}`, 'responded')] })).totals.find(
        ({ clock }) => clock === 'response',
      )?.nearMisses;
    expect(near('10:59:59')).to.deep.equal({ from75: 0, from90: 0 });
    expect(near('11:00:00')).to.deep.equal({ from75: 1, from90: 0 });
    expect(near('11:36:00')).to.deep.equal({ from75: 1, from90: 1 });
    expect(near('12:00:01')).to.deep.equal({ from75: 0, from90: 0 });
  });

  it("takes days and months in the plan's zone", () => {
    const raised = (instant: string) => incident({ raisedAt: Date.parse(instant) });
    const { incidents, rows } = reportOn(
      raised('2026-09-30T21:59:59.999Z'),
      raised('2026-09-30T22:00:00Z'),
      raised('2026-10-31T22:59:59.999Z'),
      raised('2026-10-31T23:00:00Z'),
    );
    expect(incidents.raised).to.equal(2);
    expect(new Set(rows.map(({ month }) => month))).to.deep.equal(new Set(['2026-10']));
  });

  it('takes instants as bounds, too, the last one excluded', () => {
    const period = { from: '2026-10-05T08:00:00Z', to: '2026-10-05T08:00:00.001Z' };
    expect(reportIn(period, incident({})).incidents.raised).to.equal(1);
    expect(reportIn({ ...period, to: period.from }, incident({})).incidents.raised).to.equal(0);
  });

  it('lists a miss with its cause and whose doing it was', () => {
    const reclassifiedAt = Date.parse('2026-10-05T15:00:00Z');
    const change: SeverityChange = {
      ...{ at: reclassifiedAt, severity: 'A', by: 'the customer', side: 'customer' },
    };
    const late = incident({ number: 1, events: [at('2026-10-05T16:00', 'responded')] });
    const reclassified = incident({
      ...{ number: 2, severity: 'C' },
      events: [{ at: change.at, kind: 'severity-changed', severity: 'A' }],
      changes: [change],
    });
    const { misses, reclassified: changes } = reportOn(late, reclassified);
    expect(misses.map(({ incident, clock, cause, side }) => [incident, clock, cause, side])).to.eql(
      [
        [1, 'response', 'stopped late', 'support'],
        [1, 'intervention', 'still running', 'support'],
        [2, 'response', 'reclassified', 'customer'],
        [2, 'intervention', 'still running', 'support'],
      ],
    );
    expect(changes[0]).to.include({ from: 'C', to: 'A', by: 'the customer' });
    expect(changes[0]?.missed).to.deep.equal(['response']);
  });

  for (const standing of ['not guaranteed', 'not valid', 'withdrawn', 'merged'] as const) {
    it(`lists an incident that is ${standing} apart, and in no attainment figure`, () => {
      const report = reportOn(incident({ standing, why: ['a reason'] }));
      expect(report.rows).to.deep.equal([]);
      expect(report.trend).to.deep.equal([]);
      expect(report.apart[0]).to.include({ standing, incident: 1 });
      expect(report.apart[0]?.why).to.deep.equal(['a reason']);
    });
  }

  it('shows when the maintenance was announced that excluded an incident', () => {
    const window = {
      announcedAt: Date.parse('2026-10-01T08:00:00Z'),
      start: Date.parse('2026-10-05T07:00:00Z'),
      end: Date.parse('2026-10-05T10:00:00Z'),
    };
    const { excluded, rows } = reportOn(
      incident({ maintenance: [window], events: [at('2026-10-05T09:00', 'resolved')] }),
    );
    expect(excluded[0]?.windows[0]?.announcedAt).to.equal('2026-10-01T08:00:00.000Z');
    expect(rows[0]).to.include({ excluded: 1, met: 0, missed: 0 });
  });

  it('adds up paused time by who was asked, inside service hours and until the end', () => {
    const asked = { q1: 'Tina Technical' };
    const { paused } = reportOn(
      incident({
        asked,
        events: [
          { at: Date.parse('2026-10-05T14:00:00Z'), kind: 'information-requested', id: 'q1' },
          { at: Date.parse('2026-10-06T08:00:00Z'), kind: 'information-received', id: 'q1' },
          at('2026-10-06T09:00', 'resolved'),
        ],
      }),
    );
    expect(paused).to.deep.equal([
      {
        ...{ customer: 'customer-a', reason: 'information-requested', asked: 'Tina Technical' },
        ...{ pauses: 1, time: 2 * 3600 },
      },
    ]);
  });

  it('lists late status updates, and counts each due one', () => {
    const { updates, lateUpdates } = reportOn(
      incident({
        plan: premium,
        events: [
          at('2026-10-05T09:00', 'intervention-started'),
          at('2026-10-05T10:00', 'update-posted'),
          at('2026-10-05T12:30', 'update-posted'),
          at('2026-10-05T12:45', 'resolved'),
        ],
      }),
    );
    expect(updates[0]).to.include({ due: 2, met: 1, missed: 1, running: 0 });
    expect(lateUpdates.map(({ due }) => due)).to.deep.equal(['2026-10-05T12:00:00.000Z']);
  });

  it('follows twelve months that end with the last one of the period', () => {
    const raised = (instant: string) =>
      incident({ raisedAt: Date.parse(instant), events: [] as HistoryEvent[] });
    const { trend, incidents } = reportOn(
      raised('2025-10-31T12:00:00Z'),
      raised('2025-11-03T12:00:00Z'),
      raised('2026-10-05T12:00:00Z'),
    );
    const responses = trend.filter(({ clock }) => clock === 'response');
    expect(trend).to.have.length(2 * responses.length);
    expect(responses.map(({ month, missed }) => `${month} ${missed}`)).to.deep.equal([
      ...['2025-11 1', '2025-12 0', '2026-01 0', '2026-02 0', '2026-03 0', '2026-04 0'],
      ...['2026-05 0', '2026-06 0', '2026-07 0', '2026-08 0', '2026-09 0', '2026-10 1'],
    ]);
    expect(responses[1]?.attainment.percent).to.equal(null);
    expect(incidents.raised).to.equal(1);
  });

  it('marks the time in which monitoring was silent', () => {
    const from = Date.parse('2026-10-05T08:00:00Z');
    const { unobserved } = reportOn(
      incident({
        silences: [
          { host: 'app-1', service: 'load', from, to: from + 60_000 },
          { host: 'app-1', service: null, from: asOf - 1000, to: null },
        ],
      }),
    );
    expect(unobserved.map(({ seconds, to }) => [seconds, to])).to.deep.equal([
      [60, '2026-10-05T08:01:00.000Z'],
      [1, null],
    ]);
  });

  it('leaves other customers out', () => {
    const builder = buildReport({ customer: 'customer-b', period: october, asOf });
    builder.add(incident({}));
    expect(builder.report().incidents.raised).to.equal(0);
  });

  it('says on two halves what it says on the whole, in every count', () => {
    const random = historyIn(scenes().slice(0, 4)).map(({ history }) => history);
    const standings: readonly Standing[] = ['guaranteed', 'guaranteed', 'not guaranteed', 'merged'];
    const day = fc.integer({ min: 0, max: 27 });
    const cases = fc.array(fc.record({ random, day, standing: fc.constantFrom(...standings) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 26 }), (drawn, cut) => {
        const all = drawn.map(({ random: history, day: on, standing }, index) => ({
          ...incident({ number: index + 1, standing }),
          ...{ measured: measure(history), raisedAt: Date.UTC(2026, 9, 1 + on, 12) },
        }));
        const date = (of: number) => `2026-10-${String(of).padStart(2, '0')}`;
        const first = reportIn({ from: date(1), to: date(cut) }, ...all);
        const second = reportIn({ from: date(cut + 1), to: date(31) }, ...all);
        expect(added(countsOf(first), countsOf(second))).to.deep.equal(
          countsOf(reportIn({ from: date(1), to: date(31) }, ...all)),
        );
      }),
      { numRuns: 200 },
    );
  });
});

interface Sketch {
  readonly number?: number;
  readonly plan?: Plan;
  readonly severity?: ReportedIncident['severity'];
  readonly raisedAt?: number;
  readonly events?: readonly HistoryEvent[];
  readonly maintenance?: readonly { announcedAt: number; start: number; end: number }[];
  readonly standing?: Standing;
  readonly why?: readonly string[];
  readonly changes?: ReportedIncident['changes'];
  readonly asked?: ReportedIncident['asked'];
  readonly silences?: ReportedIncident['silences'];
}

/** An incident of customer-a, raised on Monday 2026-10-05 at 10:00 in Brussels with severity A. */
function incident(sketch: Sketch): ReportedIncident {
  const { number = 1, plan = standard, severity = 'A', standing = 'guaranteed' } = sketch;
  const { raisedAt = Date.parse('2026-10-05T08:00:00Z'), events = [], maintenance = [] } = sketch;
  const { why = [], changes = [], asked = {}, silences = [] } = sketch;
  const history = { plan, severity, raisedAt, now: asOf, events, maintenance };
  return {
    ...{ incident: number, customer: 'customer-a', raisedAt, standing, why, severity, changes },
    ...{ asked, silences, trouble: null, measured: measure(history) },
    plan: { name: plan.name, version: plan.version, zone: plan.calendar.zone },
  };
}

type PlainKind = 'responded' | 'intervention-started' | 'update-posted' | 'resolved';

/** An event at a time of day in UTC. */
function at(time: string, kind: PlainKind): HistoryEvent {
  return { at: Date.parse(`${time}Z`), kind };
}

function reportOn(...incidents: readonly ReportedIncident[]): ComplianceReport {
  return reportIn(october, ...incidents);
}

function reportIn(period: Period, ...incidents: readonly ReportedIncident[]): ComplianceReport {
  const builder = buildReport({ customer: null, period, asOf });
  for (const each of incidents) builder.add(each);
  return builder.report();
}
