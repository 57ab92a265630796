import Holidays from 'date-holidays';
import type { ServiceCalendar } from '../../sla/calendar.ts';
import { type Plan, premium, type Severity, standard } from '../../sla/plan.ts';

/** The walker's step; every instant of a random history is a whole number of steps after the scene's start. */
export const step = 30 * 60_000;

const steps = 110 * 48;

/** A stretch of the calendar and what the walker knows about it, none of it taken from the engine. */
export interface Scene {
  readonly name: string;
  readonly plan: Plan;
  /** Hours of service time per severity and clock. */
  readonly hours: Readonly<Record<string, Readonly<Record<Severity, number>>>>;
  readonly updateHours: number | null;
  readonly start: number;
  /** Whether service is given in each step from `start`. */
  readonly open: readonly boolean[];
}

/** Scenes around the clock changes, at holidays, in leap years and far ahead, under both built-in plans and own calendars. */
export function scenes(): Scene[] {
  const starts = [
    '2026-03-20',
    '2026-10-12',
    '2026-12-18',
    '2000-02-20',
    '2024-02-15',
    '2060-10-20',
  ];
  return [
    ...starts.flatMap((start) => [scene(start, builtIn.standard), scene(start, builtIn.premium)]),
    ...own.flatMap((kind) => [scene('2026-03-20', kind), scene('2026-10-05', kind)]),
  ];
}

interface Kind {
  readonly plan: Plan;
  readonly hours: Scene['hours'];
  readonly updateHours: number | null;
  readonly isOpen: (local: Temporal.ZonedDateTime, holiday: (date: string) => boolean) => boolean;
}

const builtIn: Readonly<Record<'standard' | 'premium', Kind>> = {
  standard: {
    plan: standard,
    hours: {
      response: { A: 4, B: 4, C: 8, D: 8 },
      intervention: { A: 8, B: 8, C: 16, D: 16 },
    },
    updateHours: null,
    isOpen: (local, holiday) =>
      local.dayOfWeek <= 5 && local.hour >= 9 && local.hour < 17 && !holiday(dateOf(local)),
  },
  premium: {
    plan: premium,
    hours: {
      response: { A: 2, B: 2, C: 4, D: 4 },
      intervention: { A: 4, B: 4, C: 8, D: 8 },
    },
    updateHours: 2,
    isOpen: (local, holiday) => local.hour >= 7 && local.hour < 19 && !holiday(dateOf(local)),
  },
};

const everyDay = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Plans of our own: shifts over midnight, two shifts a day, half days, zones with half hours, and no end of service. */
const own: readonly Kind[] = [
  {
    ...builtIn.premium,
    plan: withCalendar('nights', 'America/New_York', {
      monday: ['22:00-06:00'],
      friday: ['22:00-06:00'],
    }),
    isOpen: (local) =>
      (local.hour >= 22 && [1, 5].includes(local.dayOfWeek)) ||
      (local.hour < 6 && [2, 6].includes(local.dayOfWeek)),
  },
  {
    ...builtIn.premium,
    plan: withCalendar('two shifts', 'Asia/Kolkata', allWeek(['08:00-12:00', '13:30-17:30'])),
    isOpen: ({ hour, minute }) => {
      const time = hour * 60 + minute;
      return (time >= 480 && time < 720) || (time >= 810 && time < 1050);
    },
  },
  {
    ...builtIn.premium,
    plan: withCalendar('all hours', 'Australia/Lord_Howe', allWeek(['00:00-24:00'])),
    isOpen: () => true,
  },
  {
    ...builtIn.standard,
    plan: {
      ...withCalendar('half days', 'Europe/Brussels', allWeek(['06:00-22:00']), [
        { name: 'Inventory', date: '2026-03-30', hours: ['10:00-12:00'] },
        { name: 'Inventory', yearly: '10-13', hours: ['06:00-07:00', '21:30-22:00'] },
        { name: 'Closed', date: '2026-03-28' },
      ]),
      objectives: standard.objectives,
      updates: null,
    },
    isOpen: (local) => {
      const { hour, minute } = local;
      const date = dateOf(local);
      if (date === '2026-03-28') return false;
      if (date === '2026-03-30') return hour >= 10 && hour < 12;
      if (date.endsWith('10-13')) return hour === 6 || (hour === 21 && minute >= 30);
      return hour >= 6 && hour < 22;
    },
  },
];

function scene(date: string, kind: Kind): Scene {
  const { zone } = kind.plan.calendar;
  const start = Temporal.PlainDate.from(date).toZonedDateTime('UTC').epochMilliseconds;
  const holiday = belgianHolidays(Number(date.slice(0, 4)));
  const open = Array.from({ length: steps }, (_, index) => {
    const instant = Temporal.Instant.fromEpochMilliseconds(start + index * step);
    return kind.isOpen(instant.toZonedDateTimeISO(zone), holiday);
  });
  return { ...kind, name: `${kind.plan.name} in ${zone} from ${date}`, start, open };
}

function belgianHolidays(year: number): (date: string) => boolean {
  const dates = [year, year + 1].flatMap((each) =>
    new Holidays('BE')
      .getHolidays(each)
      .filter(({ type }) => type === 'public')
      .map(({ date }) => date.slice(0, 10)),
  );
  return (date) => dates.includes(date);
}

function dateOf(local: Temporal.ZonedDateTime): string {
  return local.toPlainDate().toString();
}

function withCalendar(
  name: string,
  zone: string,
  hours: ServiceCalendar['hours'],
  holidays: ServiceCalendar['holidays'] = [],
): Plan {
  return { ...premium, name, calendar: { name, version: '1', zone, hours, holidays } };
}

function allWeek(shifts: readonly string[]): ServiceCalendar['hours'] {
  return Object.fromEntries(everyDay.map((day) => [day, shifts]));
}
