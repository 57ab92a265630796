import type { ComplianceReport } from '../../../sla/compliance/data.ts';
import { standard } from '../../../sla/plan.ts';
import { localText } from '../../../sla/wording.ts';
import { paused, rows, totals, trend, updates } from './counted-tables.ts';
import { columns, type ReportTable, span, who } from './table.ts';

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

const { zone } = standard.calendar;
function misses(report: ComplianceReport): ReportTable {
  return {
    title: 'Missed',
    columns: [
      ...columns('left', 'incident', 'customer', 'clock', 'severity', 'raised', 'overdue since'),
      ...columns('right', 'target', 'used'),
      ...columns('left', 'cause', 'side', 'trouble'),
    ],
    rows: report.misses.map((miss) => [
      ...[number(miss), who(miss.customer), miss.clock, miss.severity, time(miss.raisedAt)],
      ...[time(miss.breachedAt), span(miss.target), span(miss.elapsed)],
      ...[miss.cause, miss.side, miss.trouble ?? '—'],
    ]),
    empty: 'Nothing was missed.',
  };
}

function lateUpdates(report: ComplianceReport): ReportTable {
  return {
    title: 'Late status updates',
    columns: columns('left', 'incident', 'customer', 'severity', 'raised', 'due'),
    rows: report.lateUpdates.map((late) => [
      ...[number(late), who(late.customer), late.severity, time(late.raisedAt), time(late.due)],
    ]),
    empty: 'None was late.',
  };
}

function excluded(report: ComplianceReport): ReportTable {
  return {
    title: 'Excluded by announced maintenance',
    columns: columns('left', 'incident', 'customer', 'raised', 'window', 'announced'),
    rows: report.excluded.flatMap((incident) =>
      incident.windows.map(({ start, end, announcedAt }) => [
        ...[number(incident), who(incident.customer), time(incident.raisedAt)],
        ...[`${time(start)} – ${time(end)}`, time(announcedAt)],
      ]),
    ),
    empty: 'No incident was excluded.',
  };
}

function reclassified(report: ComplianceReport): ReportTable {
  return {
    title: 'Changes of severity',
    columns: columns('left', 'incident', 'customer', 'at', 'from', 'to', 'by', 'made overdue'),
    rows: report.reclassified.map((change) => [
      ...[number(change), who(change.customer), time(change.at), change.from, change.to],
      ...[change.by, change.missed.join(', ') || '—'],
    ]),
    empty: 'No severity was changed.',
  };
}

function apart(report: ComplianceReport): ReportTable {
  return {
    title: 'Apart: in no attainment figure',
    columns: columns(
      'left',
      'incident',
      'customer',
      'raised',
      'severity',
      'standing',
      'why',
      'clocks',
    ),
    rows: report.apart.map((incident) => [
      ...[number(incident), who(incident.customer), time(incident.raisedAt), incident.severity],
      ...[incident.standing, incident.why.join('; ') || '—'],
      incident.clocks
        .map(({ clock, verdict, elapsed }) => `${clock} ${verdict} ${span(elapsed)}`)
        .join(', '),
    ]),
    empty: 'No incident stands apart.',
  };
}

function unobserved(report: ComplianceReport): ReportTable {
  return {
    title: 'Unobserved: monitoring was silent',
    columns: [
      ...columns('left', 'incident', 'customer', 'host', 'service', 'from', 'to'),
      ...columns('right', 'for'),
    ],
    rows: report.unobserved.map((silence) => [
      ...[number(silence), who(silence.customer), silence.host, silence.service ?? '(the host)'],
      ...[time(silence.from), silence.to === null ? 'still' : time(silence.to)],
      span(silence.seconds),
    ]),
    empty: 'Monitoring was never silent.',
  };
}

function number({ incident }: { readonly incident: number }): string {
  return `#${incident}`;
}

/** To the minute: the exact instants are in the JSON. */
function time(instant: string | null): string {
  return instant === null ? '—' : localText(Date.parse(instant), zone).slice(4, 20);
}
