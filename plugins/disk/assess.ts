import type { CheckResult } from '../check/result.ts';
import { type Status, worst } from '../check/status.ts';
import { describeMembers, describeRow } from './describe.ts';
import { figuresOf } from './figures.ts';
import { forecasts } from './forecast.ts';
import { type Row, rowsOf } from './row.ts';
import type { DiskSample } from './sample.ts';
import type { DiskOptions } from './settle.ts';
import { describeTrouble, missingIn, type Trouble, troublesIn } from './trouble.ts';

/**
 * Judges the file systems that answered and names those that did not. A mistake in the command line (a path that
 * is not there) stands alone in the first line, as in the reference; what was found of the others follows below.
 */
export function assessDisk(sample: DiskSample, options: DiskOptions): CheckResult {
  const found = judgeFound(sample, options);
  const mistake = options.ignoresMissing ? undefined : mistakeIn(sample);
  if (mistake === undefined) return found;
  const others = sample.looked.length > 1 ? [found.summary] : [];
  return { ...mistake, details: [...others, ...(found.details ?? [])] };
}

function mistakeIn(sample: DiskSample): CheckResult | undefined {
  const [expression] = sample.unmatched;
  if (expression !== undefined) {
    const why = 'Regular expression did not match any path or disk';
    return { status: 'UNKNOWN', summary: `DISK UNKNOWN: ${why} - ${expression}` };
  }
  const [missing] = missingIn(sample);
  if (missing !== undefined) {
    return { status: 'CRITICAL', summary: `DISK CRITICAL - ${describeTrouble(missing, 0)}` };
  }
  const [absent] = sample.absent;
  if (absent === undefined) return undefined;
  return { status: 'CRITICAL', summary: `DISK CRITICAL: ${absent.path} not found` };
}

function judgeFound(sample: DiskSample, options: DiskOptions): CheckResult {
  const rows = rowsOf(sample.looked, options);
  const troubles = troublesIn(sample);
  const ignored = options.ignoresMissing ? ignoredIn(sample) : [];
  const filling = options.forecastDays === undefined ? [] : forecasts(rows, options.forecastDays);
  const found = { rows, troubles, ignored, filling };
  const status = statusOf(found, options);
  return {
    status,
    summary: `DISK ${status}${describeFound(found, status, options)}`,
    perfdata: rows.flatMap((row) => figuresOf(row, options.unit, options.withInodes)),
    perfdataFrame: { before: ' ' },
    details: options.verbose >= 2 ? rows.flatMap(describeMembers) : [],
  };
}

interface Found {
  readonly rows: readonly Row[];
  readonly troubles: readonly Trouble[];
  readonly ignored: readonly string[];
  /** Forecasts, in words. */
  readonly filling: readonly string[];
}

function ignoredIn(sample: DiskSample): readonly string[] {
  const absent = sample.absent.filter(({ answer }) => answer === 'there');
  const missing = missingIn(sample).map(({ name }) => name);
  return [...missing, ...absent.map(({ path }) => path), ...sample.unmatched];
}

function statusOf({ rows, troubles, ignored, filling }: Found, options: DiskOptions): Status {
  if (rows.length + troubles.length + ignored.length === 0) return 'UNKNOWN';
  return worst([
    ...rows.map((row) => row.status),
    ...troubles.map(({ answer }) => (answer.kind === 'silent' ? options.silentStatus : 'CRITICAL')),
    ...filling.map(() => 'WARNING' as const),
  ]);
}

function describeFound(found: Found, status: Status, options: DiskOptions): string {
  const { rows, troubles, ignored, filling } = found;
  const complaints = troubles.map((trouble) => describeTrouble(trouble, options.patience));
  const hides = (row: Row) => options.errorsOnly && row.status === 'OK' && options.verbose === 0;
  const shown = rows
    .filter((row) => !hides(row))
    .map((row) => describeRow(row, options.unit.label, options.verbose));
  const isEmpty = shown.length === 0 && troubles.length + ignored.length > 0;
  const preamble = isEmpty || (options.errorsOnly && status === 'OK') ? '' : ' - free space:';
  return [
    complaints.length > 0 ? ` - ${complaints.join('; ')}` : '',
    isEmpty && troubles.length === 0 ? ' - No disks were found for provided parameters' : '',
    preamble,
    ...shown,
    ignored.length > 0 ? ` - ignored paths:${ignored.map((path) => ` ${path};`).join('')}` : '',
    filling.length > 0 ? ` - ${filling.join('; ')}` : '',
  ].join('');
}
