import type { ComplianceReport } from '../../../sla/compliance/data.ts';
import { paused, rows, totals, trend, updates } from './counted-tables.ts';
import { apart, excluded, lateUpdates, misses, reclassified, unobserved } from './list-tables.ts';
import { type ReportTable, time, zone } from './table.ts';

/** What a report is about, as lines for its head. */
export function headLines({ customer, period, asOf, incidents }: ComplianceReport): string[] {
  const { raised, guaranteed, notGuaranteed, outside } = incidents;
  return [
    `${customer ?? 'All customers'}, incidents raised from ${period.from} to ${period.to}, as of ${time(asOf)}`,
    `${raised} raised: ${guaranteed} under the guarantees, ${notGuaranteed} not guaranteed, ${outside} outside (not valid, withdrawn, merged)`,
  ];
}

/** How the figures are to be read, as lines for its foot. */
export function footLines({ definitions, engine }: ComplianceReport): string[] {
  const lines = Object.entries(definitions).map(
    ([name, text]) => `${words[name] ?? name}: ${text}`,
  );
  return [...lines, `engine ${engine}; * marks small numbers; times are those of ${zone}`];
}

const words: Readonly<Record<string, string>> = {
  smallNumbers: 'small numbers',
  nearMisses: 'near misses',
  used: 'used time',
};

/** The tables of a report, in order. */
export function tablesOf(report: ComplianceReport): ReportTable[] {
  return [
    totals(report),
    rows(report),
    updates(report),
    trend(report),
    misses(report),
    lateUpdates(report),
    paused(report),
    excluded(report),
    reclassified(report),
    apart(report),
    unobserved(report),
  ];
}
