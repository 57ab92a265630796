import { fieldValue } from '../host/http/head.ts';
import type { Miss } from './miss.ts';

/** Judges by the Date and Last-Modified fields whether a document is at most `oldest` seconds old. */
export function judgeAge(fields: string, oldest: number): Miss[] {
  const served = fieldValue(fields, 'date') ?? '';
  const modified = fieldValue(fields, 'last-modified') ?? '';
  if (served === '') return [{ status: 'UNKNOWN', says: 'Server date unknown' }];
  if (modified === '') return critical('Document modification date unknown');
  const servedAt = secondsOf(served);
  const modifiedAt = secondsOf(modified);
  // The reference writes these right-aligned in 100 columns.
  if (servedAt === undefined) return critical(`Server date "${served.padStart(100)}" unparsable`);
  if (modifiedAt === undefined) {
    return critical(`Document date "${modified.padStart(100)}" unparsable`);
  }
  const age = servedAt - modifiedAt;
  if (age < -30) return critical(`Document is ${-age} seconds in the future`);
  return age > oldest ? critical(`Last modified ${ago(age)} ago`) : [];
}

function critical(says: string): Miss[] {
  return [{ status: 'CRITICAL', says }];
}

function ago(seconds: number): string {
  if (seconds > 2 * 86400) return `${(seconds / 86400).toFixed(1)} days`;
  const two = (count: number) => String(count % 60).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60))}:${two(seconds)}`;
}

/** Only the usual form of HTTP dates is understood: `Tue, 25 Dec 2001 02:59:03 GMT`. */
function secondsOf(text: string): number | undefined {
  const usual = /^[A-Z][a-z]{2}, [\d ]\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/;
  const milliseconds = Date.parse(usual.exec(text)?.[0] ?? '');
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
