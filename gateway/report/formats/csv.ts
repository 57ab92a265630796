import type { ComplianceReport } from '../../../sla/compliance/data.ts';
import type { DigestedReport } from '../compliance.ts';

/**
 * The rows of a report as CSV (RFC 4180) with a header line: one for each customer, plan, month, clock and severity, the
 * due status updates among them as a clock of that name. Used time is in seconds. Every row names the report's digest.
 */
export function reportCsv({ report, digest }: DigestedReport): string {
  const records = [...report.rows.map(clockRecord), ...report.updates.map(updateRecord)];
  return csvText([header, ...records.map((record) => [...record, digest])]);
}

/** Records as CSV (RFC 4180), each with its line end; null is an empty field. */
export function csvText(records: readonly (readonly Cell[])[]): string {
  return records.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

type Cell = string | number | boolean | null;

const header = [
  ...['customer', 'plan', 'version', 'month', 'clock', 'severity', 'raised', 'met', 'missed'],
  ...['excluded', 'not_needed', 'running', 'attainment_met', 'attainment_of'],
  ...['attainment_percent', 'small_numbers', 'near_misses_75', 'near_misses_90'],
  ...['used_median', 'used_p90', 'used_p95', 'report_sha256'],
];

function clockRecord(row: ComplianceReport['rows'][number]): Cell[] {
  const { attainment, nearMisses, used } = row;
  return [
    ...[row.customer, row.plan, row.version, row.month, row.clock, row.severity],
    ...[row.raised, row.met, row.missed, row.excluded, row.notNeeded, row.running],
    ...[attainment.met, attainment.of, attainment.percent, attainment.smallNumbers],
    ...[nearMisses.from75, nearMisses.from90, used.median, used.p90, used.p95],
  ];
}

function updateRecord(row: ComplianceReport['updates'][number]): Cell[] {
  const { attainment } = row;
  return [
    ...[row.customer, row.plan, row.version, row.month, 'status-update', row.severity],
    ...[row.due, row.met, row.missed, null, null, row.running],
    ...[attainment.met, attainment.of, attainment.percent, attainment.smallNumbers],
    ...[null, null, null, null, null],
  ];
}

/** A text that a spreadsheet would take for a formula is marked as a text. */
function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
