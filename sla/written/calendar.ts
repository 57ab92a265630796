import { type Holiday, type ServiceCalendar, type Shift, weekdays } from '../calendar.ts';
import { countries } from '../countries.ts';
import { dayOfDate } from '../holidays.ts';
import { builtInPlans } from '../plan.ts';
import { isZone } from '../zone.ts';
import {
  checkObject,
  child,
  elementsOf,
  entriesOf,
  type Field,
  textOf,
  versionNameOf,
  wrong,
} from './field.ts';

/**
 * Reads a service calendar: the name of a built-in plan for its calendar, or `zone`, `hours` and `holidays`. Hours are `always` or
 * the shifts of each weekday (`monday: [09:00-12:00, 13:00-17:00]`); a shift may end on the next day. Holidays are a list of
 * country codes (`BE`, `DE-BY`) and of given days, of which the first names the day and says its hours.
 */
export function calendarOf(field: Field): ServiceCalendar {
  if (typeof field.value === 'string') return builtInCalendar(field);
  checkObject(field, ['name', 'version', 'zone', 'hours', 'holidays']);
  return {
    name: textOf(child(field, 'name'), 'own calendar'),
    version: versionNameOf(child(field, 'version')),
    zone: zoneOf(child(field, 'zone')),
    hours: hoursOf(child(field, 'hours')),
    holidays: elementsOf(child(field, 'holidays')).flatMap(holidaysOf),
  };
}

function builtInCalendar(field: Field): ServiceCalendar {
  const named = builtInPlans.get(String(field.value));
  if (named !== undefined) return named.calendar;
  wrong(field, `neither a calendar nor one of ${[...builtInPlans.keys()].join(', ')}`);
  return { name: '', version: '', zone: 'UTC', hours: {}, holidays: [] };
}

function zoneOf(field: Field): string {
  const zone = textOf(field);
  if (isZone(zone)) return zone;
  if (zone !== '') wrong(field, 'not a time zone such as Europe/Brussels');
  return 'UTC';
}

function hoursOf(field: Field): ServiceCalendar['hours'] {
  if (field.value === 'always') return everyDay('00:00-24:00');
  if (!checkObject(field, weekdays)) return {};
  const days = entriesOf(field).map(([day, shifts]) => [day, shiftsOf(shifts)] as const);
  if (days.every(([, shifts]) => shifts.length === 0)) wrong(field, 'never open');
  return Object.fromEntries(days);
}

function everyDay(shift: Shift): ServiceCalendar['hours'] {
  return Object.fromEntries(weekdays.map((day) => [day, [shift]]));
}

function shiftsOf(field: Field): readonly Shift[] {
  return elementsOf(field).flatMap((element) => {
    const match = typeof element.value === 'string' ? shift.exec(element.value) : null;
    if (match !== null && match[1] !== match[2]) return [match[0]];
    wrong(element, 'not a shift such as 09:00-17:00');
    return [];
  });
}

const shift = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

function holidaysOf(field: Field): readonly Holiday[] {
  if (typeof field.value !== 'string') return [givenHoliday(field)];
  const known = countries.get(field.value);
  if (known !== undefined) return known;
  wrong(field, `no holidays known (known: ${[...countries.keys()].join(', ')})`);
  return [];
}

const dayKeys = ['date', 'yearly', 'easter', 'wednesdayBefore'] as const;

function givenHoliday(field: Field): Holiday {
  const nothing = { name: '', date: '' };
  if (!checkObject(field, ['name', 'since', 'until', 'hours', 'onSunday', ...dayKeys]))
    return nothing;
  const given = dayKeys.filter((key) => child(field, key).value !== undefined);
  if (given.length !== 1) wrong(field, `needs exactly one of ${dayKeys.join(', ')}`);
  const hours = child(field, 'hours');
  return {
    name: textOf(child(field, 'name')),
    ...dayOfHoliday(field, given[0] ?? 'date'),
    ...numbersOf(field, ['since', 'until']),
    ...(hours.value !== undefined && { hours: hoursOfHoliday(hours) }),
  };
}

function dayOfHoliday(field: Field, key: (typeof dayKeys)[number]) {
  const value = child(field, key);
  switch (key) {
    case 'easter':
      return { easter: wholeNumber(value) };
    case 'date':
      return { date: dateOf(value, '', 'YYYY-MM-DD') };
    case 'yearly':
      // A leap year has every day that a year can have.
      return { yearly: dateOf(value, '2000-', 'MM-DD'), ...numbersOf(field, ['onSunday']) };
    case 'wednesdayBefore':
      return { wednesdayBefore: dateOf(value, '2000-', 'MM-DD') };
  }
}

function hoursOfHoliday(field: Field): readonly Shift[] {
  const shifts = shiftsOf(field);
  const [over] = shifts.filter((each) => each.slice(6) <= each.slice(0, 5));
  if (over !== undefined) wrong(field, 'the hours of a holiday cannot reach over midnight');
  return shifts;
}

function dateOf(field: Field, before: string, form: string): string {
  const date = String(field.value);
  if (dayOfDate(`${before}${date}`) === undefined) wrong(field, `not a day ${form}`);
  return date;
}

function numbersOf<Key extends string>(
  field: Field,
  keys: readonly Key[],
): { readonly [K in Key]?: number } {
  const given = keys.filter((key) => child(field, key).value !== undefined);
  return Object.fromEntries(given.map((key) => [key, wholeNumber(child(field, key))])) as {
    [K in Key]?: number;
  };
}

function wholeNumber(field: Field): number {
  if (typeof field.value === 'number' && Number.isInteger(field.value)) return field.value;
  wrong(field, 'not a whole number');
  return 0;
}
