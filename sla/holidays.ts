/** Which days a rule names: a day of every year (`MM-DD`), a distance in days from Easter Sunday, or one date (`YYYY-MM-DD`). */
export type HolidayRule = { readonly name: string } & (
  | { readonly yearly: string }
  | { readonly easter: number }
  | { readonly date: string }
);

/** Belgium's ten public holidays. */
export const belgium: readonly HolidayRule[] = [
  { name: "New Year's Day", yearly: '01-01' },
  { name: 'Easter Monday', easter: 1 },
  { name: 'Labour Day', yearly: '05-01' },
  { name: 'Ascension Day', easter: 39 },
  { name: 'Whit Monday', easter: 50 },
  { name: 'National Day', yearly: '07-21' },
  { name: 'Assumption Day', yearly: '08-15' },
  { name: "All Saints' Day", yearly: '11-01' },
  { name: 'Armistice Day', yearly: '11-11' },
  { name: 'Christmas Day', yearly: '12-25' },
];

/** Days since 1970-01-01 of the day on which a rule falls in a year, or `undefined` in a year in which it does not. */
export function dayOf(rule: HolidayRule, year: number): number | undefined {
  if ('yearly' in rule) return dayOfDate(`${isoYear(year)}-${rule.yearly}`);
  if ('easter' in rule) return easterSunday(year) + rule.easter;
  return rule.date.startsWith(`${isoYear(year)}-`) ? dayOfDate(rule.date) : undefined;
}

/** Days since 1970-01-01 of an ISO date, or `undefined` where the calendar has no such day. */
function dayOfDate(date: string): number | undefined {
  const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
  // Date.parse rolls 29 February of a common year over into March.
  return new Date(day * 86_400_000).toISOString().startsWith(date) ? day : undefined;
}

/** Days since 1970-01-01 of Easter Sunday in a Gregorian year, by the anonymous algorithm that Nature published in 1876. */
function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const skipped = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + century - Math.floor(century / 4) - skipped + 15) % 30;
  const leap = Math.floor((year % 100) / 4);
  const weekday = (32 + 2 * (century % 4) + 2 * leap - moon - (year % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * weekday) / 451);
  const dayOfMarch = moon + weekday - 7 * late + 22;
  return firstOfMarch(year) + dayOfMarch - 1;
}

function firstOfMarch(year: number): number {
  return Date.parse(`${isoYear(year)}-03-01T00:00:00Z`) / 86_400_000;
}

function isoYear(year: number): string {
  return year > 9999 ? `+${String(year).padStart(6, '0')}` : String(year).padStart(4, '0');
}
