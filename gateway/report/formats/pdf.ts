import PDFDocument from 'pdfkit';
import type { DigestedReport } from '../compliance.ts';
import { readFont } from './fonts.ts';
import type { Column, ReportTable } from './table.ts';
import { footLines, headLines, tablesOf } from './tables.ts';

/** A report as a PDF with its fonts in it; the same report gives the same bytes. Long lists are cut off and say so. */
export async function reportPdf({ report, digest }: DigestedReport): Promise<Buffer> {
  const made = new Date(report.asOf);
  const pdf = new PDFDocument({
    ...{
      size: 'A4',
      layout: 'landscape',
      margin,
      bufferPages: true,
      font: readFont('regular') as never,
    },
    info: {
      ...{ Title: `Compliance report ${report.customer ?? ''}`.trimEnd(), Creator: 'watchclock' },
      ...{ Producer: 'watchclock', CreationDate: made, ModDate: made },
      Keywords: `sha256:${digest}`,
    },
    lang: 'en',
  });
  const done = bytesOf(pdf);
  pdf.registerFont('regular', readFont('regular')).registerFont('bold', readFont('bold'));
  pdf.font('bold').fontSize(16).text('Compliance report');
  pdf.font('regular').fontSize(size);
  for (const line of headLines(report)) pdf.text(line);
  for (const table of tablesOf(report)) drawTable(pdf, table);
  pdf.moveDown();
  for (const line of footLines(report)) pdf.fontSize(size - 1).text(line);
  drawFooters(pdf, digest);
  pdf.end();
  return done;
}

type Pdf = InstanceType<typeof PDFDocument>;

const margin = 36;
const size = 8;
const rowHeight = 12;
const gap = 6;
/** How many rows of a table are shown. */
const most = 500;

async function bytesOf(pdf: Pdf): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of pdf as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces);
}

function drawTable(pdf: Pdf, { title, columns, rows, empty }: ReportTable): void {
  makeRoom(pdf, 4 * rowHeight);
  pdf
    .moveDown()
    .font('bold')
    .fontSize(size + 3)
    .text(title, margin);
  pdf.font('regular').fontSize(size).moveDown(0.3);
  if (rows.length === 0) {
    pdf.text(empty, margin);
    return;
  }
  const shown = rows.slice(0, most);
  const widths = widthsOf(pdf, columns, shown);
  const head = columns.map(({ name }) => name);
  drawHead(pdf, { columns, widths, cells: head });
  for (const cells of shown) {
    if (makeRoom(pdf, rowHeight)) drawHead(pdf, { columns, widths, cells: head });
    drawRow(pdf, { columns, widths, cells });
  }
  if (rows.length > most) pdf.text(`and ${rows.length - most} more; the JSON has all`, margin);
}

/** Begins a new page where there is too little room; whether it did. */
function makeRoom(pdf: Pdf, height: number): boolean {
  if (pdf.y + height <= pdf.page.height - margin - 2 * rowHeight) return false;
  pdf.addPage();
  return true;
}

/** Each column as wide as its widest cell; where that is too much the widest ones give way. */
function widthsOf(
  pdf: Pdf,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): number[] {
  const room = pdf.page.width - 2 * margin - gap * (columns.length - 1);
  const wanted = columns.map(({ name }, index) => {
    const cells = rows.slice(0, 100).map((row) => pdf.widthOfString(row[index] ?? ''));
    return Math.max(pdf.font('bold').widthOfString(name), ...cells) + 1;
  });
  pdf.font('regular');
  let limit = Math.max(...wanted);
  const total = () => wanted.reduce((sum, width) => sum + Math.min(width, limit), 0);
  while (total() > room) limit -= 1;
  return wanted.map((width) => Math.min(width, limit));
}

interface Row {
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
  readonly cells: readonly string[];
}

function drawHead(pdf: Pdf, row: Row): void {
  pdf.font('bold');
  drawRow(pdf, row);
  pdf.font('regular');
  const y = pdf.y - 2;
  pdf
    .moveTo(margin, y)
    .lineTo(pdf.page.width - margin, y)
    .lineWidth(0.5)
    .stroke('#888888');
}

function drawRow(pdf: Pdf, { columns, widths, cells }: Row): void {
  const { y } = pdf;
  let x = margin;
  for (const [index, { align }] of columns.entries()) {
    const width = widths[index] ?? 0;
    const text = (cells[index] ?? '').replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
    pdf.text(shortened(pdf, text, width), x, y, { width: width + 1, align, lineBreak: false });
    x += width + gap;
  }
  pdf.x = margin;
  pdf.y = y + rowHeight;
}

function shortened(pdf: Pdf, text: string, width: number): string {
  if (pdf.widthOfString(text) <= width) return text;
  let kept = [...text];
  while (kept.length > 0 && pdf.widthOfString(`${kept.join('')}…`) > width)
    kept = kept.slice(0, -1);
  return `${kept.join('')}…`;
}

function drawFooters(pdf: Pdf, digest: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    pdf.switchToPage(index);
    const y = pdf.page.height - margin - rowHeight;
    pdf.fontSize(size - 1).text(`digest sha256:${digest}`, margin, y, { lineBreak: false });
    const width = pdf.page.width - 2 * margin;
    const place = `${index + 1} of ${count}`;
    pdf.text(place, margin, y, { width, align: 'right', lineBreak: false });
  }
}
