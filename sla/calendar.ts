import { dayOf, type HolidayRule } from './holidays.ts';
import { clip, type Interval, subtract, union } from './interval.ts';
import { type LocalTime, localTime } from './zone.ts';

/** The days of the week as a calendar names them, in the order of `Date.getUTCDay`. */
export const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

/** One day of the week. */
export type Weekday = (typeof weekdays)[number];

/** Local times `HH:MM-HH:MM`; one that ends at or before its start ends on the next day. `00:00-24:00` is a whole day. */
export type Shift = string;

/**
 * When service is given, as data: the shifts of each weekday in the local time of a tz zone. A holiday is the whole local
 * day, whatever shift reaches into it; one with `hours` is open in those instead.
 */
export interface ServiceCalendar {
  readonly name: string;
  readonly version: string;
  readonly zone: string;
  readonly hours: Readonly<Partial<Record<Weekday, readonly Shift[]>>>;
  readonly holidays: readonly Holiday[];
}

/** A holiday rule, and the hours of service on that day where there are any. */
export type Holiday = HolidayRule & { readonly hours?: readonly Shift[] };

/** The open hours of a calendar in `bounds` (epoch milliseconds), disjoint and in order. */
export function openIntervals(calendar: ServiceCalendar, bounds: Interval): Interval[] {
  const local = localTime(calendar.zone, bounds.start - 2 * day, bounds.end + 2 * day);
  const days = localDays(local, bounds);
  const special = holidaysOn(calendar, days);
  const regular = days.flatMap((date) => shiftsOn(date, regularHours(calendar, date), local));
  const closed = [...special.keys()].map((date) => wholeDay(date, local));
  const instead = [...special].flatMap(([date, { hours = [] }]) => shiftsOn(date, hours, local));
  return clip(union([...subtract(union(regular), union(closed)), ...instead]), bounds);
}

/** The holidays of a calendar among some local days (days since 1970-01-01); of two rules on one day, the first names it. */
export function holidaysOn(
  calendar: ServiceCalendar,
  days: readonly number[],
): ReadonlyMap<number, Holiday> {
  const [first = 0, last = first] = [days[0], days.at(-1)];
  const found = new Map<number, Holiday>();
  for (let year = yearOf(first); year <= yearOf(last); year += 1) {
    for (const holiday of calendar.holidays) {
      const date = dayOf(holiday, year);
      if (date === undefined || date < first || date > last || found.has(date)) continue;
      found.set(date, holiday);
    }
  }
  return found;
}

/** The local days (days since 1970-01-01) that touch `bounds`, with two more at either end, because a shift can reach over midnight. */
export function localDays(local: LocalTime, bounds: Interval): number[] {
  const first = Math.floor(local.localOf(bounds.start) / day) - 2;
  const last = Math.floor(local.localOf(bounds.end) / day) + 2;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** A local day from its first instant to the first one of the next: 23, 24 or 25 hours. */
export function wholeDay(date: number, local: LocalTime): Interval {
  return {
    start: local.instantOf(date * day, 'first'),
    end: local.instantOf((date + 1) * day, 'first'),
  };
}

/** The shifts that a calendar has on the weekday of a local day, holiday or not. */
export function regularHours(calendar: ServiceCalendar, date: number): readonly Shift[] {
  return calendar.hours[weekdayOf(date)] ?? [];
}

/** The day of the week of a local day (days since 1970-01-01, a Thursday). */
export function weekdayOf(date: number): Weekday {
  return weekdays[(((date + 4) % 7) + 7) % 7] ?? 'sunday';
}

const day = 86_400_000;

function shiftsOn(date: number, shifts: readonly Shift[], local: LocalTime): Interval[] {
  return shifts.map((shift) => {
    const [opens = 0, closes = 0] = shift.split('-').map(millisecondsOfDay);
    const end = closes <= opens ? closes + day : closes;
    return {
      start: local.instantOf(date * day + opens, 'first'),
      end: local.instantOf(date * day + end, 'last'),
    };
  });
}

function millisecondsOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}

function yearOf(date: number): number {
  return new Date(date * day).getUTCFullYear();
}
