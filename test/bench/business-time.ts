// The same question to every business-time library: when will so many service hours have passed since an instant?
import { createRequire } from 'node:module';
import dayjs from 'dayjs';
import { type ServiceCalendar, weekdays } from '../../sla/calendar.ts';
import { countries } from '../../sla/countries.ts';
import { dateOfDay, dayOf } from '../../sla/holidays.ts';
import { openTime } from '../../sla/open-time.ts';
import { premium, standard } from '../../sla/plan.ts';

/** Whose service hours: those of a built-in plan, or every night from 22:00 to 06:00, holiday or not. */
export const plans = ['standard', 'premium', 'nights'] as const;

/** When `hours` of a plan's service time have passed since the epoch millisecond `from`. */
export interface Question {
  readonly plan: (typeof plans)[number];
  readonly from: number;
  readonly hours: number;
}

/** A library and how it answers the questions about one plan; undefined where it cannot. Local time is that of Europe/Brussels. */
export interface Answerer {
  readonly name: string;
  readonly about: (plan: Question['plan']) => (question: Question) => number | undefined;
}

/** The engine of `sla/`. */
export const ours: Answerer = {
  name: 'sla',
  about: (plan) => {
    const time = openTime(calendars[plan]);
    return ({ from, hours }) => time.after(from, hours * 3_600_000);
  },
};

/** Tries every minute one after the other: slow, and right for whole minutes. */
export const stepper: Answerer = {
  name: 'minute stepper',
  about: (plan) => (question) => {
    let [at, left] = [question.from, question.hours * 60];
    while (left > 0) {
      if (isOpen(plan, new Date(at))) left -= 1;
      at += 60_000;
    }
    return at;
  },
};

/** The npm package dayjs-business-time. */
export const dayjsBusinessTime: Answerer = {
  name: 'dayjs-business-time',
  about: (plan) => {
    const day = segmentsOf(plan).map(([start, end]) => ({ start, end }));
    const weekend = plan === 'standard' ? null : day;
    dayjs.extend(require('dayjs-business-time'));
    const configured = dayjs as unknown as DayjsBusinessTime;
    configured.setHolidays(plan === 'nights' ? [] : [...holidays]);
    configured.setBusinessTime({
      monday: day,
      tuesday: day,
      wednesday: day,
      thursday: day,
      friday: day,
      saturday: weekend,
      sunday: weekend,
    });
    return ({ from, hours }) => configured(from).addBusinessTime(hours, 'hours').valueOf();
  },
};

/** The npm package moment-business-time. */
export const momentBusinessTime: Answerer = {
  name: 'moment-business-time',
  about: (plan) => {
    const moment: MomentBusinessTime = require('moment-business-time');
    const day = segmentsOf(plan).flat();
    const weekend = plan === 'standard' ? null : day;
    const workinghours = { 0: weekend, 1: day, 2: day, 3: day, 4: day, 5: day, 6: weekend };
    const closed = plan === 'nights' ? [] : [...holidays];
    moment.updateLocale('en', { workinghours, holidays: closed });
    return ({ from, hours }) => moment(from).addWorkingTime(hours, 'hours').valueOf();
  },
};

interface DayjsBusinessTime {
  (from: number): { addBusinessTime(amount: number, unit: string): { valueOf(): number } };
  setHolidays(dates: readonly string[]): void;
  setBusinessTime(week: object): void;
}

interface MomentBusinessTime {
  (from: number): { addWorkingTime(amount: number, unit: string): { valueOf(): number } };
  updateLocale(locale: string, settings: object): void;
}

const require = createRequire(import.meta.url);

const holidays: ReadonlySet<string> = new Set(
  [2025, 2026, 2027, 2028, 2029, 2030, 2031].flatMap((year) =>
    (countries.get('BE') ?? []).map((rule) => dateOfDay(dayOf(rule, year) ?? 0)),
  ),
);

const night = ['22:00-06:00'];

const calendars: Readonly<Record<Question['plan'], ServiceCalendar>> = {
  standard: standard.calendar,
  premium: premium.calendar,
  nights: {
    ...premium.calendar,
    hours: Object.fromEntries(weekdays.map((day) => [day, night])),
    holidays: [],
  },
};

/** The hours of a day for libraries that know no shift over midnight. */
function segmentsOf(plan: Question['plan']): readonly (readonly [string, string])[] {
  switch (plan) {
    case 'standard':
      return [['09:00:00', '17:00:00']];
    case 'premium':
      return [['07:00:00', '19:00:00']];
    case 'nights':
      return [
        ['00:00:00', '06:00:00'],
        ['22:00:00', '24:00:00'],
      ];
  }
}

function isOpen(plan: Question['plan'], local: Date): boolean {
  const hour = local.getHours();
  const weekend = local.getDay() === 0 || local.getDay() === 6;
  switch (plan) {
    case 'standard':
      return hour >= 9 && hour < 17 && !weekend && !holidays.has(isoDate(local));
    case 'premium':
      return hour >= 7 && hour < 19 && !holidays.has(isoDate(local));
    case 'nights':
      return hour >= 22 || hour < 6;
  }
}

function isoDate(local: Date): string {
  const two = (figure: number) => String(figure).padStart(2, '0');
  return `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`;
}
