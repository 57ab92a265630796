import {
  type Holiday,
  holidaysOn,
  localDays,
  openIntervals,
  regularHours,
  type ServiceCalendar,
  weekdayOf,
  wholeDay,
} from './calendar.ts';
import { clip, type Interval, subtract } from './interval.ts';
import { localTime } from './zone.ts';

/** Why a calendar is closed: a holiday, the whole day of a weekend, or the time outside the hours of a day. */
export type ClosedReason =
  | { readonly kind: 'outside hours' | 'weekend' }
  | { readonly kind: 'holiday'; readonly name: string };

/** A stretch in which a calendar is closed for one reason. */
export type ClosedTime = Interval & { readonly reason: ClosedReason };

/** The closed time of a calendar in `bounds` (epoch milliseconds), in order; a holiday or a weekend begins and ends at midnight. */
export function closedTimes(calendar: ServiceCalendar, bounds: Interval): ClosedTime[] {
  const local = localTime(calendar.zone, bounds.start - 4 * day, bounds.end + 4 * day);
  const days = localDays(local, bounds);
  const holidays = holidaysOn(calendar, days);
  const open = openIntervals(calendar, bounds);
  const closed = days.flatMap((date) => {
    const reason = reasonOn(calendar, date, holidays.get(date));
    const hours = subtract(clip([wholeDay(date, local)], bounds), open);
    return hours.map((interval) => ({ ...interval, reason }));
  });
  return joined(closed);
}

const day = 86_400_000;

function reasonOn(
  calendar: ServiceCalendar,
  date: number,
  holiday: Holiday | undefined,
): ClosedReason {
  if (holiday !== undefined) return { kind: 'holiday', name: holiday.name };
  const weekend = weekdayOf(date) === 'saturday' || weekdayOf(date) === 'sunday';
  if (weekend && regularHours(calendar, date).length === 0) return { kind: 'weekend' };
  return { kind: 'outside hours' };
}

function joined(stretches: readonly ClosedTime[]): ClosedTime[] {
  const all: ClosedTime[] = [];
  for (const next of stretches) {
    const last = all.at(-1);
    const same = last?.end === next.start && nameOf(last) === nameOf(next);
    if (same) all[all.length - 1] = { ...last, end: next.end };
    else all.push(next);
  }
  return all;
}

function nameOf({ reason }: ClosedTime): string {
  return reason.kind === 'holiday' ? `holiday ${reason.name}` : reason.kind;
}
