import type { DigestedReport } from '../compliance.ts';
import type { ReportTable } from './table.ts';
import { footLines, headLines, tablesOf } from './tables.ts';

/** A report as text for a terminal, in columns; long lists are cut off, the JSON has all of them. */
export function reportText({ report, digest }: DigestedReport): string {
  const tables = tablesOf(report).map(tableText);
  const foot = [...footLines(report), `digest sha256:${digest}`];
  return `${['Compliance report', ...headLines(report)].join('\n')}\n\n${tables.join('\n')}\n${foot.join('\n')}\n`;
}

/** How many rows of a table are shown. */
const most = 200;

function tableText({ title, columns, rows, empty }: ReportTable): string {
  if (rows.length === 0) return `${title}: ${empty}\n`;
  const shown = [columns.map(({ name }) => name), ...rows.slice(0, most)];
  const widths = columns.map((_, index) => Math.max(...shown.map((row) => widthOf(row[index]))));
  const lines = shown.map((row) =>
    columns
      .map(({ align }, index) => padded(row[index] ?? '', widths[index] ?? 0, align))
      .join('  ')
      .trimEnd(),
  );
  const more = rows.length > most ? [`and ${rows.length - most} more`] : [];
  return `${[title, ...[...lines, ...more].map((line) => `  ${line}`)].join('\n')}\n`;
}

function widthOf(text: string | undefined): number {
  return [...(text ?? '')].length;
}

/** Control characters have no place on a terminal. */
function padded(text: string, width: number, align: 'left' | 'right'): string {
  const clean = text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
  const space = ' '.repeat(Math.max(0, width - widthOf(clean)));
  return align === 'left' ? clean + space : space + clean;
}
