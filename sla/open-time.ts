import { openIntervals, type ServiceCalendar } from './calendar.ts';
import type { Interval } from './interval.ts';

/** Time that counts, as a clock sees it; every figure in one unit, instants from one origin. */
export interface OpenTime {
  /** How much of `[from, to)` counts; 0 where `to` is not after `from`. */
  readonly between: (from: number, to: number) => number;
  /**
   * The earliest instant, not before `from`, at which `amount` has counted since `from`; `Infinity` where it never will
   * have, or not before the year 10000.
   */
  readonly after: (from: number, amount: number) => number;
  /** The earliest instant, not before `from`, from which time counts; `Infinity` where it never will, as above. */
  readonly opening: (from: number) => number;
}

/** The open hours of a calendar in epoch milliseconds. Expanded once for each calendar object and kept with it. */
export function openTime(calendar: ServiceCalendar): OpenTime {
  const known = expanded.get(calendar);
  if (known !== undefined) return known;
  const fresh = expand(calendar);
  expanded.set(calendar, fresh);
  return fresh;
}

const expanded = new WeakMap<ServiceCalendar, OpenTime>();

/** A calendar is expanded in pages of 400 days: only those that a question touches. */
const pageLength = 400 * 86_400_000;
// ISO 8601 writes the years up to 9999 with four digits; to look further would take minutes.
const lastPage = Math.floor(Date.UTC(9999, 11, 31) / pageLength);

interface Page {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** The open time of the page before each of its intervals. */
  readonly before: Float64Array;
  readonly total: number;
}

function expand(calendar: ServiceCalendar): OpenTime {
  const pages = new Map<number, Page>();
  const page = (index: number): Page => {
    const known = pages.get(index);
    if (known !== undefined) return known;
    const fresh = pageOf(openIntervals(calendar, boundsOf(index)));
    pages.set(index, fresh);
    return fresh;
  };
  return {
    between: (from, to) => openBetween(page, from, to),
    after: (from, amount) => openAfter(page, from, amount),
    opening: (from) => nextOpening(page, from),
  };
}

function boundsOf(index: number): Interval {
  return { start: index * pageLength, end: (index + 1) * pageLength };
}

function pageOf(intervals: readonly Interval[]): Page {
  const before = new Float64Array(intervals.length);
  let total = 0;
  for (const [index, { start, end }] of intervals.entries()) {
    before[index] = total;
    total += end - start;
  }
  return {
    starts: Float64Array.from(intervals, ({ start }) => start),
    ends: Float64Array.from(intervals, ({ end }) => end),
    before,
    total,
  };
}

function openBetween(page: (index: number) => Page, from: number, to: number): number {
  if (to <= from) return 0;
  const first = Math.floor(from / pageLength);
  const last = Math.floor(to / pageLength);
  let total = upTo(page(last), to) - upTo(page(first), from);
  for (let index = first; index < last; index += 1) total += page(index).total;
  return total;
}

function openAfter(page: (index: number) => Page, from: number, amount: number): number {
  if (amount <= 0) return from;
  let index = Math.floor(from / pageLength);
  let wanted = amount + upTo(page(index), from);
  while (wanted > page(index).total) {
    wanted -= page(index).total;
    index += 1;
    if (index > lastPage) return Infinity;
  }
  return instantAt(page(index), wanted);
}

function nextOpening(page: (index: number) => Page, from: number): number {
  let index = Math.floor(from / pageLength);
  for (; index <= lastPage; index += 1) {
    const { starts, ends } = page(index);
    const found = lastAtOrBelow(starts, from);
    if (found >= 0 && from < (ends[found] ?? from)) return from;
    const next = starts[found + 1];
    if (next !== undefined) return next;
  }
  return Infinity;
}

/** The open time of a page before an instant in it. */
function upTo({ starts, ends, before }: Page, instant: number): number {
  const found = lastAtOrBelow(starts, instant);
  if (found < 0) return 0;
  return (before[found] ?? 0) + Math.min(instant, ends[found] ?? 0) - (starts[found] ?? 0);
}

/** The earliest instant of a page at which `wanted` (above 0, at most its total) of its open time has passed. */
function instantAt({ starts, before }: Page, wanted: number): number {
  // The last interval that begins with less: what is used up exactly at closing time is used up at that closing time.
  let low = 0;
  let high = before.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((before[middle] ?? 0) < wanted) low = middle;
    else high = middle - 1;
  }
  return (starts[low] ?? 0) + wanted - (before[low] ?? 0);
}

/** The index of the last figure that is not above `value`, or -1. */
function lastAtOrBelow(sorted: Float64Array, value: number): number {
  let low = -1;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
