import { dayOfDate } from '../holidays.ts';
import type { Interval } from '../interval.ts';
import { parseInstant } from '../written/instant.ts';
import { localTime } from '../zone.ts';

/**
 * What a report covers: incidents raised from `from` to `to`. Each is a day `YYYY-MM-DD`, both days included, in the zone
 * of the incident's plan; or an instant, `to` excluded.
 */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Whether a text can bound a period. */
export function isBound(text: string): boolean {
  return dayOfDate(text) !== undefined || parseInstant(text) !== undefined;
}

/** Whether a period ends before it begins. */
export function isBackwards(period: Period): boolean {
  const { start, end } = boundsIn(period, 'UTC');
  // A day that is included ends after it begins.
  return end < start || (end === start && dayOfDate(period.to) !== undefined);
}

/** The instants of a period in a zone. */
export function boundsIn({ from, to }: Period, zone: string): Interval {
  return { start: instantOf(from, zone, 0), end: instantOf(to, zone, 1) };
}

/** A stretch that holds the period whatever the zone. */
export function widestBounds(period: Period): Interval {
  const { start, end } = boundsIn(period, 'UTC');
  return { start: start - day, end: end + day };
}

/** The twelve months that end with the last one of a period, each `YYYY-MM`. */
export function trendMonths({ to }: Period): string[] {
  const last = dayOfDate(to) ?? Math.floor((instantOf(to, 'UTC', 0) - 1) / day);
  const date = new Date(last * day);
  return Array.from({ length: 12 }, (_, index) => {
    const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 11 + index, 1);
    return new Date(first).toISOString().slice(0, 'YYYY-MM'.length);
  });
}

/** The first day of those months, `YYYY-MM-DD`. */
export function trendFrom(period: Period): string {
  return `${trendMonths(period)[0]}-01`;
}

const day = 86_400_000;

/** The instant of a bound; a day's is its first one, so many days later. */
function instantOf(text: string, zone: string, later: number): number {
  const date = dayOfDate(text);
  if (date === undefined) return parseInstant(text)?.millisecond ?? Number.NaN;
  const local = (date + later) * day;
  return localTime(zone, local, local).instantOf(local, 'first');
}
