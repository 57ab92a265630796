import type { Severity } from '../plan.ts';
import { attainmentOf } from './attainment.ts';
import type { ClockTotal, PausedRow, ReportRow, TrendRow, UpdateRow } from './data.ts';
import { count, figuresOf, newTally, type Tally } from './figures.ts';
import { groupsOf } from './groups.ts';
import { lastSeverity } from './lists.ts';
import type { ReportedIncident } from './reported.ts';

/** Takes in the incidents that a part of a report is about; `month` is that of the raising. */
export interface Counter<Row> {
  readonly add: (incident: ReportedIncident, month: string) => void;
  readonly rows: () => readonly Row[];
}

/** Counts clocks by customer, plan, severity, clock and month; `totals` by clock alone. */
export function countClocks(): Counter<ReportRow> & { readonly totals: () => ClockTotal[] } {
  // An incident is looked up once, its clocks within what was found: there are millions of them.
  const rows = groupsOf(() => groupsOf(newTally));
  return {
    add: ({ customer, plan, measured }, month) => {
      const own = rows.of(customer, plan.name, plan.version, month);
      for (const clock of measured.clocks) count(own.of(clock.name, clock.severity), clock);
    },
    rows: () =>
      rows.all().flatMap(([[customer = null, plan, version, month], own]) =>
        own.all().map(([[clock, severity], tally]) => ({
          ...{ customer, plan: text(plan), version: text(version), month: text(month) },
          ...{ clock: text(clock), severity: text(severity) as Severity },
          ...figuresOf([tally]),
        })),
      ),
    totals: () => {
      const tallies = groupsOf((): Tally[] => []);
      for (const [, own] of rows.all()) {
        for (const [[clock = null], tally] of own.all()) tallies.of(clock).push(tally);
      }
      return tallies.all().map(([[clock], some]) => ({ clock: text(clock), ...figuresOf(some) }));
    },
  };
}

/** Counts due status updates by customer, plan, severity and month. */
export function countUpdates(): Counter<UpdateRow> {
  const groups = groupsOf(() => ({ met: 0, missed: 0, running: 0 }));
  return {
    add: (incident, month) => {
      const { customer, plan, measured } = incident;
      if (measured.updates.length === 0) return;
      const { name, version } = plan;
      const counts = groups.of(customer, name, version, lastSeverity(incident), month);
      for (const { verdict } of measured.updates) counts[verdict] += 1;
    },
    rows: () =>
      groups.all().map(([[customer = null, plan, version, severity, month], counts]) => ({
        ...{ customer, plan: text(plan), version: text(version) },
        ...{ severity: text(severity) as Severity, month: text(month) },
        due: counts.met + counts.missed + counts.running,
        ...counts,
        attainment: attainmentOf(counts),
      })),
  };
}

/** Adds up paused time by customer, reason and who was asked. */
export function countPauses(): Counter<PausedRow> {
  const groups = groupsOf(() => ({ pauses: 0, time: 0 }));
  return {
    add: ({ customer, measured, asked }) => {
      for (const { reason, id, time } of measured.pauses) {
        const counts = groups.of(customer, reason, asked[id] ?? null);
        counts.pauses += 1;
        counts.time += time;
      }
    },
    rows: () =>
      groups.all().map(([[customer = null, reason, asked = null], { pauses, time }]) => ({
        ...{ customer, reason: text(reason), asked, pauses },
        time: time / 1000,
      })),
  };
}

/** Counts met and missed clocks by month; each clock has a row in each of `months`, also where there was nothing. */
export function countTrend(months: readonly string[]): Counter<TrendRow> {
  const counted = groupsOf(() => groupsOf(() => ({ met: 0, missed: 0 })));
  return {
    add: ({ measured }, month) => {
      const own = counted.of(month);
      for (const { name, verdict } of measured.clocks) {
        const counts = own.of(name);
        if (verdict === 'met' || verdict === 'missed') counts[verdict] += 1;
      }
    },
    rows: () => {
      const clocks = new Set(
        counted.all().flatMap(([, own]) => own.all().map(([[clock]]) => text(clock))),
      );
      const seen = counted.all().map(([[month]]) => text(month));
      const all = [...new Set([...months, ...seen])].sort();
      return all.flatMap((month) =>
        [...clocks].sort().map((clock) => {
          const counts = counted.of(month).of(clock);
          return { month, clock, ...counts, attainment: attainmentOf(counts) };
        }),
      );
    },
  };
}

/** Of the keys of a path only the customer, and who was asked, can be null. */
function text(key: string | null | undefined): string {
  return key ?? '';
}
