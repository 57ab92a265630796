import type { Period } from '../../sla/compliance/period.ts';

/** How often a report is mailed: on the morning after a day, a week from Monday to Sunday, or a month. */
export const intervals = ['day', 'week', 'month'] as const;

/** One of them. */
export type Interval = (typeof intervals)[number];

/** A report that is due at an instant (epoch milliseconds), about the interval that had ended by then. */
export interface DueReport {
  readonly at: number;
  readonly period: Period;
}

/** The hour at which reports are made, local time: after the night in which their last day has ended. */
const hour = 6;

/** The last report that was due at `now`, and the next one. */
export function dueAround(
  every: Interval,
  zone: string,
  now: number,
): { readonly last: DueReport; readonly next: DueReport } {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const begin = beginningOf(every, today);
  const dueOn = (day: Temporal.PlainDate): DueReport => ({
    at: day.toZonedDateTime({ timeZone: zone, plainTime: new Temporal.PlainTime(hour) })
      .epochMilliseconds,
    period: {
      from: day.subtract(lengthOf[every]).toString(),
      to: day.subtract({ days: 1 }).toString(),
    },
  });
  const current = dueOn(begin);
  const following = dueOn(begin.add(lengthOf[every]));
  if (current.at <= now) return { last: current, next: following };
  return { last: dueOn(begin.subtract(lengthOf[every])), next: current };
}

const lengthOf = {
  day: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
} as const satisfies Record<Interval, Temporal.DurationLike>;

function beginningOf(every: Interval, day: Temporal.PlainDate): Temporal.PlainDate {
  switch (every) {
    case 'day':
      return day;
    case 'week':
      return day.subtract({ days: day.dayOfWeek - 1 });
    case 'month':
      return day.with({ day: 1 });
  }
}
