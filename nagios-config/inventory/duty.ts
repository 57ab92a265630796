import type { Duty } from './duty-model.ts';
import type { Person } from './person.ts';
import type { DutyEntry } from './schema.ts';

/** The rota that a checked entry describes; names that are nobody's are left out. */
export function readDuty(entry: DutyEntry, engineers: readonly Person[]): Duty {
  const { zone, from, hand_over, weeks, stand_ins, climb } = entry;
  const people = (names: readonly string[]) =>
    names.flatMap((name) => engineers.find((engineer) => engineer.name === name) ?? []);
  const instant = (local: string) =>
    Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
  return {
    zone,
    from,
    handOvers: hand_over,
    weeks: weeks.map((week) => people(typeof week === 'string' ? hand_over.map(() => week) : week)),
    standIns: stand_ins.flatMap(({ by, instead_of, because, ...times }) =>
      people([by]).map((person) => {
        const [insteadOf] = people(instead_of === undefined ? [] : [instead_of]);
        return {
          from: instant(times.from),
          until: instant(times.until),
          by: person,
          ...(insteadOf && { insteadOf }),
          ...(because !== undefined && { because }),
        };
      }),
    ),
    climb: climb
      .map(({ after, to }) => ({ afterMs: after, to: typeof to === 'string' ? to : people(to) }))
      .toSorted((a, b) => a.afterMs - b.afterMs),
  };
}
