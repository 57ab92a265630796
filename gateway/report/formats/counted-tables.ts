import type { Attainment } from '../../../sla/compliance/attainment.ts';
import type { Figure } from '../../../sla/compliance/behind.ts';
import type { ClockFigures, ComplianceReport } from '../../../sla/compliance/data.ts';
import { type CountedFigure, columns, type ReportTable, span, who } from './table.ts';

/** Each guaranteed clock over all of a report. */
export function totals(report: ComplianceReport): ReportTable {
  const table = {
    title: 'Guaranteed times',
    columns: [...columns('left', 'clock'), ...figureColumns],
    empty: 'No incident under the guarantees.',
  };
  const rows = report.totals.map((total) => [
    ...words(total.clock),
    ...figures(total, { clock: total.clock }),
  ]);
  return counted(table, rows);
}

/** The clocks by customer, plan, month, clock and severity. */
export function rows(report: ComplianceReport): ReportTable {
  const keys = columns('left', 'customer', 'plan', 'month', 'clock', 'severity');
  const table = {
    title: 'By customer, plan, month, clock and severity',
    columns: [...keys, ...figureColumns],
    empty: 'No incident under the guarantees.',
  };
  const rows = report.rows.map((row) => {
    const { customer, plan, version, month, clock, severity } = row;
    return [
      ...words(who(customer), `${plan} ${version}`, month, clock, severity),
      ...figures(row, { ...ofCustomer(customer), plan, version, month, clock, severity }),
    ];
  });
  return counted(table, rows);
}

/** The due status updates. */
export function updates(report: ComplianceReport): ReportTable {
  const table = {
    title: 'Status updates',
    columns: [
      ...columns('left', 'customer', 'plan', 'severity', 'month'),
      ...columns('right', 'due', 'met', 'missed', 'running', 'attainment'),
    ],
    empty: 'None was due.',
  };
  const rows = report.updates.map((row) => {
    const { customer, plan, version, severity, month } = row;
    const own = { ...ofCustomer(customer), plan, version, severity, month };
    const counts = (['due', 'met', 'missed', 'running'] as const).map(
      (update): Cell => ({ text: String(row[update]), figure: { ...own, update } }),
    );
    return [
      ...words(who(customer), `${plan} ${version}`, severity, month),
      ...counts,
      { text: percentage(row.attainment), figure: { ...own, update: 'due' } } as const,
    ];
  });
  return counted(table, rows);
}

/** How clocks were kept in the twelve months that end with the period; those before the period are in no other figure. */
export function trend(report: ComplianceReport): ReportTable {
  const table = {
    title: 'Twelve months',
    columns: [
      ...columns('left', 'month', 'clock'),
      ...columns('right', 'met', 'missed', 'attainment'),
    ],
    empty: 'No incident under the guarantees.',
  };
  const rows = report.trend.map(({ month, clock, met, missed, attainment }) => {
    const own = { month, clock, wholeMonth: true } as const;
    return [
      ...words(month, clock),
      { text: String(met), figure: { ...own, verdict: 'met' } } as const,
      { text: String(missed), figure: { ...own, verdict: 'missed' } } as const,
      { text: percentage(attainment), figure: { ...own, verdict: 'decided' } } as const,
    ];
  });
  return counted(table, rows);
}

/** How long clocks were paused, and for what. */
export function paused(report: ComplianceReport): ReportTable {
  const table = {
    title: 'Paused time',
    columns: [
      ...columns('left', 'customer', 'reason', 'who was asked'),
      ...columns('right', 'pauses', 'service time'),
    ],
    empty: 'No clock was paused.',
  };
  const rows = report.paused.map(({ customer, reason, asked, pauses, time }) => {
    const figure = { ...ofCustomer(customer), paused: reason };
    return [
      ...words(who(customer), reason, asked ?? '—'),
      { text: String(pauses), figure },
      { text: span(time), figure },
    ];
  });
  return counted(table, rows);
}

const figureColumns = [
  ...columns('right', 'raised', 'met', 'missed', 'excluded', 'not needed', 'running', 'attainment'),
  ...columns('right', 'near 75 %', 'near 90 %', 'median', '90th', '95th'),
];

interface Cell {
  readonly text: string;
  readonly figure: CountedFigure | undefined;
}

function counted(
  table: Pick<ReportTable, 'title' | 'columns' | 'empty'>,
  cells: readonly (readonly Cell[])[],
): ReportTable {
  return {
    ...table,
    rows: cells.map((row) => row.map(({ text }) => text)),
    behind: cells.map((row) => row.map(({ figure }) => figure)),
  };
}

function words(...texts: readonly string[]): readonly Cell[] {
  return texts.map((text) => ({ text, figure: undefined }));
}

function figures(figures: ClockFigures, own: Figure): readonly Cell[] {
  const { raised, met, missed, excluded, notNeeded, running } = figures;
  const { attainment, nearMisses, used } = figures;
  const count = (value: number, more: Figure): Cell => ({
    text: String(value),
    figure: { ...own, ...more },
  });
  const decided = (text: string): Cell => ({ text, figure: { ...own, verdict: 'decided' } });
  return [
    count(raised, {}),
    count(met, { verdict: 'met' }),
    count(missed, { verdict: 'missed' }),
    count(excluded, { verdict: 'excluded' }),
    count(notNeeded, { verdict: 'not-needed' }),
    count(running, { verdict: 'running' }),
    decided(percentage(attainment)),
    count(nearMisses.from75, { near: 75 }),
    count(nearMisses.from90, { near: 90 }),
    ...[used.median, used.p90, used.p95].map((seconds) =>
      decided(seconds === null ? '—' : span(seconds)),
    ),
  ];
}

function ofCustomer(customer: string | null): Figure {
  return customer === null ? {} : { customer };
}

/** `97.50 % (39 of 40)`; a dash for 0 of 0. */
function percentage({ met, of, percent, smallNumbers }: Attainment): string {
  if (percent === null) return '—';
  return `${percent.toFixed(2)} % (${met} of ${of})${smallNumbers ? ' *' : ''}`;
}
