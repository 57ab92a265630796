import { type TUnsafe, Type } from 'typebox';
import { CustomText } from '../../plugins/settings/custom.ts';
import { Duration } from '../../plugins/settings/duration.ts';
import { weekdays } from '../../sla/calendar.ts';
import type { HandOver } from './duty-model.ts';
import { optionalText, text, zone } from './fields.ts';

/** A day of the week and a wall-clock time: `monday 09:00`. */
function WeekTime(): TUnsafe<HandOver> {
  const pattern = `^(${weekdays.join('|')}) ((?:[01][0-9]|2[0-3]):[0-5][0-9])$`;
  return CustomText({ pattern }, 'a day and a time such as monday 09:00', (input) => {
    const [, name, time = ''] = new RegExp(pattern).exec(input) ?? [];
    const day = weekdays.find((weekday) => weekday === name);
    return day && { day, time };
  });
}

/** A wall-clock time of a date: `2026-12-24T09:00`; stays as it is written, for its zone is said elsewhere. */
function LocalTime(description: string): TUnsafe<string> {
  const pattern = '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d$';
  const expected = 'a date and a time without zone, such as 2026-12-24T09:00';
  return CustomText({ pattern, description }, expected, (input) =>
    new RegExp(pattern).test(input) && exists(() => Temporal.PlainDateTime.from(input))
      ? input
      : undefined,
  );
}

function LocalDate(description: string): TUnsafe<string> {
  const pattern = '^\\d{4}-\\d\\d-\\d\\d$';
  return CustomText({ pattern, description }, 'a date such as 2026-10-12', (input) =>
    new RegExp(pattern).test(input) && exists(() => Temporal.PlainDate.from(input))
      ? input
      : undefined,
  );
}

function exists(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

const engineer = text('The name of an engineer of this inventory.');

const standIn = Type.Object({
  from: LocalTime('When it begins.'),
  until: LocalTime('When it is over.'),
  by: engineer,
  instead_of: optionalText('Only where this engineer would be on duty; anybody when left out.'),
  because: optionalText('Why.'),
});

const climbStep = Type.Object({
  after: Duration({ atLeast: '1s', description: 'How long nobody has responded.' }),
  to: Type.Union([
    Type.Enum(['next', 'everybody'], {
      description: 'next: who is on duty after the one on duty; everybody: all of the rota.',
    }),
    Type.Array(engineer, { minItems: 1 }),
  ]),
});

/** Who is on duty when: weeks in turn, changes by date, and who hears of an incident that nobody answers. */
export const duty = Type.Object({
  zone: zone('The zone of all times here.', { default: 'Europe/Brussels' }),
  from: LocalDate('The day of the first hand-over: the first week of the list begins then.'),
  hand_over: Type.Array(WeekTime(), {
    minItems: 1,
    default: ['monday 09:00'],
    description: 'When duty changes hands; of several a week the first one begins the week.',
  }),
  weeks: Type.Array(Type.Union([engineer, Type.Array(engineer, { minItems: 1 })]), {
    minItems: 1,
    description:
      'Who has each week, in turn and then again from the first: a name, or one for each hand-over of the week.',
  }),
  stand_ins: Type.Array(standIn, {
    default: [],
    description: 'Changes; the later in the list wins.',
  }),
  climb: Type.Array(climbStep, {
    default: [],
    description: 'Who hears of an incident as well while nobody responds.',
  }),
});
