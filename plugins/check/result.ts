import { formatPerfDatum, type PerfDatum } from './perfdata.ts';
import type { Status } from './status.ts';

/** What a check found: the first line's text, the figures, and further lines for those who look closer. */
export interface CheckResult {
  readonly status: Status;
  readonly summary: string;
  readonly perfdata?: readonly PerfDatum[];
  /** What stands before the first and after the last figure: some checks of the reference print a blank there. */
  readonly perfdataFrame?: { readonly before?: string; readonly after?: string };
  readonly details?: readonly string[];
}

/**
 * The output as Nagios reads it, without a newline at the end: `summary|perfdata`, then the details. A `|` or a
 * line break inside any text is replaced, so that no text can pass for perfdata.
 */
export function renderResult({
  summary,
  perfdata = [],
  perfdataFrame,
  details = [],
}: CheckResult): string {
  const figures = perfdata.map(formatPerfDatum).join(' ');
  const { before = '', after = '' } = perfdataFrame ?? {};
  const first = plainLine(summary) + (figures === '' ? '' : `|${before}${figures}${after}`);
  return [first, ...details.flatMap((detail) => detail.split('\n').map(plainDetail))].join('\n');
}

/** `text` cut to at most `limit` bytes of UTF-8, never inside a character. */
export function cutToBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  let end = limit;
  while (end > 0 && isContinuation(bytes[end])) end -= 1;
  return bytes.toString('utf8', 0, end);
}

// What was sent over HTTP is shown with its own line ends, as the reference shows it.
function plainDetail(line: string): string {
  return line.endsWith('\r') ? `${plainLine(line.slice(0, -1))}\r` : plainLine(line);
}

function plainLine(text: string): string {
  return text.replaceAll('|', ',').replace(/[\0\r\n\v\f]+/g, ' ');
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
