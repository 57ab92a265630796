import type { ComplianceReport } from '../../sla/compliance/data.ts';

/** Counts of a report, each under a name that says where it stands. */
export type Counts = Readonly<Record<string, number>>;

/**
 * Every count of a report that must add up over periods, in thousandths, because seconds have milliseconds; shares and
 * percentiles do not add up, nor does the trend, which looks back.
 */
export function countsOf(report: ComplianceReport): Counts {
  const counts: Record<string, number> = {};
  const collect = (place: string, value: unknown) => {
    if (typeof value === 'number') counts[place] = (counts[place] ?? 0) + Math.round(value * 1000);
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (!['fraction', 'percent', 'used'].includes(name)) collect(`${place}/${name}`, member);
    }
  };
  collect('incidents', report.incidents);
  for (const { clock, ...total } of report.totals) collect(`totals ${clock}`, total);
  for (const { customer, plan, severity, clock, month, ...row } of report.rows) {
    collect(['row', customer, plan, severity, clock, month].join(' '), row);
  }
  for (const { customer, plan, severity, month, ...row } of report.updates) {
    collect(['updates', customer, plan, severity, month].join(' '), row);
  }
  for (const { customer, reason, asked, ...row } of report.paused) {
    collect(['paused', customer, reason, asked].join(' '), row);
  }
  for (const name of lists) collect(name, report[name].length);
  for (const { seconds } of report.unobserved) collect('unobserved seconds', seconds);
  return counts;
}

/** The counts of two reports together. */
export function added(one: Counts, other: Counts): Counts {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...names].map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]),
  );
}

const lists = [
  'misses',
  'lateUpdates',
  'excluded',
  'reclassified',
  'apart',
  'unobserved',
] as const satisfies readonly (keyof ComplianceReport)[];
