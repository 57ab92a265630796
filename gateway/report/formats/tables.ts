import type { Attainment } from '../../../sla/compliance/attainment.ts';
import type { ClockFigures, ComplianceReport } from '../../../sla/compliance/data.ts';
import { standard } from '../../../sla/plan.ts';
import { durationText, localText } from '../../../sla/wording.ts';

/** A table of a report in words, as text, PDF and page show it. */
export interface ReportTable {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** What to say where there are no rows. */
  readonly empty: string;
}

/** A column of a table. */
export interface Column {
  readonly name: string;
  readonly align: 'left' | 'right';
}

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
const figureColumns = [
  ...columns('right', 'raised', 'met', 'missed', 'excluded', 'not needed', 'running', 'attainment'),
  ...columns('right', 'near 75 %', 'near 90 %', 'median', '90th', '95th'),
];

function totals(report: ComplianceReport): ReportTable {
  return {
    title: 'Guaranteed times',
    columns: [...columns('left', 'clock'), ...figureColumns],
    rows: report.totals.map((total) => [total.clock, ...figures(total)]),
    empty: 'No incident under the guarantees.',
  };
}

function rows(report: ComplianceReport): ReportTable {
  const keys = columns('left', 'customer', 'plan', 'month', 'clock', 'severity');
  return {
    title: 'By customer, plan, month, clock and severity',
    columns: [...keys, ...figureColumns],
    rows: report.rows.map((row) => {
      const plan = `${row.plan} ${row.version}`;
      return [who(row.customer), plan, row.month, row.clock, row.severity, ...figures(row)];
    }),
    empty: 'No incident under the guarantees.',
  };
}

function updates(report: ComplianceReport): ReportTable {
  return {
    title: 'Status updates',
    columns: [
      ...columns('left', 'customer', 'plan', 'severity', 'month'),
      ...columns('right', 'due', 'met', 'missed', 'running', 'attainment'),
    ],
    rows: report.updates.map(({ customer, plan, version, severity, month, ...row }) => [
      ...[who(customer), `${plan} ${version}`, severity, month],
      ...[row.due, row.met, row.missed, row.running].map(String),
      percentage(row.attainment),
    ]),
    empty: 'None was due.',
  };
}

function trend(report: ComplianceReport): ReportTable {
  return {
    title: 'Twelve months',
    columns: [
      ...columns('left', 'month', 'clock'),
      ...columns('right', 'met', 'missed', 'attainment'),
    ],
    rows: report.trend.map(({ month, clock, met, missed, attainment }) => [
      ...[month, clock, String(met), String(missed), percentage(attainment)],
    ]),
    empty: 'No incident under the guarantees.',
  };
}

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

function paused(report: ComplianceReport): ReportTable {
  return {
    title: 'Paused time',
    columns: [
      ...columns('left', 'customer', 'reason', 'who was asked'),
      ...columns('right', 'pauses', 'service time'),
    ],
    rows: report.paused.map(({ customer, reason, asked, pauses, time: seconds }) => [
      ...[who(customer), reason, asked ?? '—', String(pauses), span(seconds)],
    ]),
    empty: 'No clock was paused.',
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

function columns(align: Column['align'], ...names: readonly string[]): Column[] {
  return names.map((name) => ({ name, align }));
}

function figures(figures: ClockFigures): string[] {
  const { raised, met, missed, excluded, notNeeded, running, attainment, nearMisses, used } =
    figures;
  return [
    ...[raised, met, missed, excluded, notNeeded, running].map(String),
    percentage(attainment),
    ...[nearMisses.from75, nearMisses.from90].map(String),
    ...[used.median, used.p90, used.p95].map((seconds) => (seconds === null ? '—' : span(seconds))),
  ];
}

/** `97.50 % (39 of 40)`; a dash for 0 of 0. */
function percentage({ met, of, percent, smallNumbers }: Attainment): string {
  if (percent === null) return '—';
  return `${percent.toFixed(2)} % (${met} of ${of})${smallNumbers ? ' *' : ''}`;
}

function who(customer: string | null): string {
  return customer ?? '(in no inventory)';
}

function number({ incident }: { readonly incident: number }): string {
  return `#${incident}`;
}

function span(seconds: number): string {
  return durationText(Math.round(seconds) * 1000);
}

/** To the minute: the exact instants are in the JSON. */
function time(instant: string | null): string {
  return instant === null ? '—' : localText(Date.parse(instant), zone).slice(4, 20);
}
