/** A holiday and the days on which it falls, from the first year `since` to the last one `until` where they are given. */
export type HolidayRule = {
  readonly name: string;
  readonly since?: number;
  readonly until?: number;
} & HolidayDay;

/**
 * Which day of a year: `MM-DD`, moved by `onSunday` days where that is a Sunday; so many days after Easter Sunday (`-2` is Good
 * Friday); the last Wednesday before `MM-DD`; or one date (`YYYY-MM-DD`) of one year.
 */
type HolidayDay =
  | { readonly yearly: string; readonly onSunday?: number }
  | { readonly easter: number }
  | { readonly wednesdayBefore: string }
  | { readonly date: string };

/** Days since 1970-01-01 of the day on which a rule falls in a year, or `undefined` in a year in which it does not. */
export function dayOf(rule: HolidayRule, year: number): number | undefined {
  const { since = -Infinity, until = Infinity } = rule;
  if (year < since || year > until) return undefined;
  if ('easter' in rule) return easterSunday(year) + rule.easter;
  if ('date' in rule) {
    return rule.date.startsWith(`${isoYear(year)}-`) ? dayOfDate(rule.date) : undefined;
  }
  if ('wednesdayBefore' in rule) return wednesdayBefore(dayIn(year, rule.wednesdayBefore));
  const day = dayIn(year, rule.yearly);
  return day !== undefined && isSunday(day) ? day + (rule.onSunday ?? 0) : day;
}

/** Days since 1970-01-01 of an ISO date, or `undefined` where the calendar has no such day. */
export function dayOfDate(date: string): number | undefined {
  const millisecond = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(millisecond)) return undefined;
  // Date.parse rolls 29 February of a common year over into March.
  return dateOfDay(millisecond / 86_400_000) === date ? millisecond / 86_400_000 : undefined;
}

/** The ISO date of a day that is given as days since 1970-01-01. */
export function dateOfDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, -'T00:00:00.000Z'.length);
}

function dayIn(year: number, monthAndDay: string): number | undefined {
  return dayOfDate(`${isoYear(year)}-${monthAndDay}`);
}

function isSunday(day: number): boolean {
  return (((day + 4) % 7) + 7) % 7 === 0;
}

function wednesdayBefore(day: number | undefined): number | undefined {
  // Day 6 was a Wednesday.
  return day === undefined ? undefined : day - 1 - ((((day - 1 - 6) % 7) + 7) % 7);
}

/** Easter Sunday of a Gregorian year as days since 1970-01-01, by the anonymous algorithm that Nature published in 1876. */
function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const skipped = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + century - Math.floor(century / 4) - skipped + 15) % 30;
  const leap = Math.floor((year % 100) / 4);
  const weekday = (32 + 2 * (century % 4) + 2 * leap - moon - (year % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * weekday) / 451);
  const dayOfMarch = moon + weekday - 7 * late + 22;
  return (dayIn(year, '03-01') ?? 0) + dayOfMarch - 1;
}

function isoYear(year: number): string {
  return year > 9999 ? `+${String(year).padStart(6, '0')}` : String(year).padStart(4, '0');
}
