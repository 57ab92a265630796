import { holidaysOn, openIntervals, type ServiceCalendar, weekdays } from '../sla/calendar.ts';
import { names } from './nagios/names.ts';
import { type Directive, type NagiosObject, nagiosObject } from './objects.ts';

/** The years, first and last, whose holidays are written out by date: Nagios has no rule for Easter. */
export interface Years {
  readonly from: number;
  readonly until: number;
}

/** The period that never ends: the gateway hears of everything at any hour. */
export function always(): NagiosObject {
  const days = week.map((day) => [day, '00:00-24:00'] as const);
  return period(names.always, 'Every day, around the clock', days);
}

/**
 * The service hours of a plan as Nagios time periods: the hours of the week with the dates that differ, and the whole
 * days that are taken out of them. Wall-clock times: Nagios reads them in the zone of the monitoring server.
 */
export function timeperiods(
  plan: string,
  calendar: ServiceCalendar,
  years: Years,
): readonly NagiosObject[] {
  const odd = oddDays(calendar, years);
  const closed = odd.filter(({ hours }) => hours === '');
  const days: readonly Directive[] = [
    ...regularWeek(calendar),
    ...odd
      .filter(({ hours }) => hours !== '')
      .map(({ date, hours, name }) => [date, hours, name] as const),
  ];
  if (closed.length === 0) return [period(names.plan(plan), calendar.name, days)];
  const exclude: Directive = ['exclude', names.holidays(plan)];
  return [
    period(names.plan(plan), calendar.name, [...days, exclude]),
    period(
      names.holidays(plan),
      `Closed on these days of ${years.from} to ${years.until}`,
      closed.map(({ date, name }) => [date, '00:00-24:00', name] as const),
    ),
  ];
}

// From Monday on, as people write a week.
const week = [...weekdays.slice(1), ...weekdays.slice(0, 1)];
// 1970-01-05 was a Monday.
const someMonday = 4;
const day = 86_400_000;

function period(name: string, alias: string, days: readonly Directive[]): NagiosObject {
  const { type, directives } = nagiosObject('timeperiod', { timeperiod_name: name, alias });
  return { type, directives: [...directives, ...days], reasons: [] };
}

function regularWeek(calendar: ServiceCalendar): readonly Directive[] {
  const hours = week.map(
    (weekday, index) => [weekday, hoursOn(withoutHolidays(calendar), someMonday + index)] as const,
  );
  return hours.filter(([, text]) => text !== '');
}

interface OddDay {
  readonly date: string;
  readonly hours: string;
  readonly name: string;
}

/** The holidays, and the days after them that differ because a shift would have reached over midnight. */
function oddDays(calendar: ServiceCalendar, { from, until }: Years): readonly OddDay[] {
  const first = Date.UTC(from, 0, 1) / day;
  const last = Date.UTC(until, 11, 31) / day;
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const holidays = holidaysOn(calendar, all);
  return all.flatMap((date) => {
    const name = holidays.get(date)?.name ?? holidays.get(date - 1)?.name;
    if (name === undefined) return [];
    const hours = hoursOn(calendar, date);
    const usual = hours === hoursOn(withoutHolidays(calendar), date);
    if (usual && !holidays.has(date)) return [];
    const after = holidays.has(date) ? name : `after ${name}`;
    return [{ date: isoDate(date), hours, name: after }];
  });
}

function withoutHolidays(calendar: ServiceCalendar): ServiceCalendar {
  return { ...calendar, holidays: [] };
}

/** The open hours of a local day as Nagios writes them; in UTC wall-clock time is time, whatever the zone of the calendar. */
function hoursOn(calendar: ServiceCalendar, date: number): string {
  const bounds = { start: date * day, end: (date + 1) * day };
  return openIntervals({ ...calendar, zone: 'UTC' }, bounds)
    .map(({ start, end }) => `${clock(start - bounds.start)}-${clock(end - bounds.start)}`)
    .join(',');
}

function clock(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function isoDate(date: number): string {
  return new Date(date * day).toISOString().slice(0, 10);
}
