import type { Duty } from '../../nagios-config/inventory/duty-model.ts';
import type { Customer, Inventory } from '../../nagios-config/inventory/model.ts';
import type { Person } from '../../nagios-config/inventory/person.ts';

/** Somebody is on duty in `[start, end)`, epoch milliseconds. */
export interface Shift {
  readonly start: number;
  readonly end: number;
  readonly person: Person;
  /** Why it is somebody else than the rota says; missing where it is not, empty where nobody said why. */
  readonly because?: string;
}

/** The rota for a customer: its own, or that of the inventory; undefined where there is none. */
export function dutyFor(inventory: Inventory, customer: Customer | undefined): Duty | undefined {
  return customer?.duty ?? inventory.duty;
}

/** Who is on duty at an instant; undefined before the first hand-over. */
export function onDuty(duty: Duty, at: number): Shift | undefined {
  return shiftsOf(duty, at, at + 1)[0];
}

/** Who is on duty when, as far as it lies in `[from, to)`, in order; stand-ins included, each shift whole. */
export function shiftsOf(duty: Duty, from: number, to: number): readonly Shift[] {
  return regularShifts(duty, from, to)
    .flatMap((shift) => withStandIns(shift, duty))
    .filter(({ start, end }) => start < to && end > from);
}

/** Whom a step of a climb tells at an instant: whoever takes over next, all of the rota, or whom it names. */
export function climbTo(
  duty: Duty,
  to: Duty['climb'][number]['to'],
  at: number,
): readonly Person[] {
  if (to === 'everybody')
    return [...new Map(duty.weeks.flat().map((each) => [each.name, each])).values()];
  if (to !== 'next') return to;
  const [now, ...later] = shiftsOf(duty, at, at + 60 * day);
  const next = later.find(({ person }) => person.name !== now?.person.name);
  return next === undefined ? [] : [next.person];
}

const day = 86_400_000;
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The shifts as the weeks say; a hand-over at a wall-clock time that a change of the clocks skips is the next one that there is. */
function regularShifts(duty: Duty, from: number, to: number): readonly Shift[] {
  const { zone, handOvers, weeks } = duty;
  const first = Temporal.PlainDate.from(duty.from);
  const startOf = (week: number, index: number) => {
    const { day: name, time } = handOvers[index] ?? { day: 'monday', time: '00:00' };
    const offset = (weekdays.indexOf(name) - (first.dayOfWeek - 1) + 7) % 7;
    const date = first.add({ days: week * 7 + offset });
    return date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
  };
  const beginning = startOf(0, 0);
  const earliest = Math.max(0, Math.floor((from - beginning) / (7 * day)) - 1);
  const latest = Math.floor((to - beginning) / (7 * day)) + 1;
  const shifts: Shift[] = [];
  for (let week = earliest; week <= latest; week += 1) {
    for (const [index, person] of (weeks[week % weeks.length] ?? []).entries()) {
      const isLast = index === handOvers.length - 1;
      const end = isLast ? startOf(week + 1, 0) : startOf(week, index + 1);
      shifts.push({ start: startOf(week, index), end, person });
    }
  }
  return shifts;
}

/** A shift cut where stand-ins begin and end; of several that hold at once the last one counts. */
function withStandIns(shift: Shift, { standIns }: Duty): readonly Shift[] {
  const { start, end, person } = shift;
  const holding = standIns.filter(
    (each) =>
      each.from < end &&
      each.until > start &&
      (each.insteadOf === undefined || each.insteadOf.name === person.name),
  );
  const edges = [start, end, ...holding.flatMap(({ from, until }) => [from, until])];
  const cuts = [...new Set(edges)].filter((at) => at >= start && at <= end).sort((a, b) => a - b);
  return cuts.slice(0, -1).map((at, index) => {
    const until = cuts[index + 1] ?? end;
    const standIn = holding.findLast((each) => each.from <= at && each.until >= until);
    if (standIn === undefined) return { start: at, end: until, person };
    return { start: at, end: until, person: standIn.by, because: standIn.because ?? '' };
  });
}
