import type { ComplianceReport } from '../../../sla/compliance/data.ts';
import { columns, number, type ReportTable, span, time, who } from './table.ts';

/** The clocks that were missed, with cause and side. */
export function misses(report: ComplianceReport): ReportTable {
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

/** The status updates that were late or never came. */
export function lateUpdates(report: ComplianceReport): ReportTable {
  return {
    title: 'Late status updates',
    columns: columns('left', 'incident', 'customer', 'severity', 'raised', 'due'),
    rows: report.lateUpdates.map((late) => [
      ...[number(late), who(late.customer), late.severity, time(late.raisedAt), time(late.due)],
    ]),
    empty: 'None was late.',
  };
}

/** What announced maintenance excludes, with the time of announcement. */
export function excluded(report: ComplianceReport): ReportTable {
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

/** The changes of severity. */
export function reclassified(report: ComplianceReport): ReportTable {
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

/** The incidents that are in no attainment figure. */
export function apart(report: ComplianceReport): ReportTable {
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

/** The time in which monitoring was silent. */
export function unobserved(report: ComplianceReport): ReportTable {
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
