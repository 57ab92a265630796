import type { OpenTime } from './open-time.ts';
import type { Objective, Plan } from './plan.ts';

/**
 * How instants and durations are counted: `perMillisecond` units a millisecond, from the epoch millisecond `origin`. A double
 * holds epoch milliseconds exactly, but not nanoseconds since the epoch; nanoseconds since a nearby instant it does, for
 * 104 days.
 */
export interface Timescale {
  readonly origin: number;
  readonly perMillisecond: number;
}

/** Epoch milliseconds. */
export const milliseconds: Timescale = { origin: 0, perMillisecond: 1 };

/** Open time that counts in epoch milliseconds, counted on another scale. */
export function onScale(open: OpenTime, scale: Timescale): OpenTime {
  const { perMillisecond, origin } = scale;
  if (perMillisecond === 1 && origin === 0) return open;
  // Open hours begin and end at whole milliseconds, so that only the pieces at either end need the finer scale.
  const isOpen = (millisecond: number) => open.opening(millisecond) === millisecond;
  const upToOpen = (instant: number) => {
    const { whole, rest } = split(instant, scale);
    return { whole, rest: rest > 0 && isOpen(whole) ? rest : 0 };
  };
  const units = (millisecond: number) => fromMillisecond(millisecond, scale);
  return {
    between: (from, to) => {
      if (to <= from) return 0;
      const [start, end] = [upToOpen(from), upToOpen(to)];
      return open.between(start.whole, end.whole) * perMillisecond + end.rest - start.rest;
    },
    after: (from, amount) => {
      if (amount <= 0) return from;
      const { whole, rest } = upToOpen(from);
      const wanted = amount + rest;
      // Up to the end of the millisecond in which it is reached, and back by what is too much.
      const surplus = (perMillisecond - (wanted % perMillisecond)) % perMillisecond;
      return units(open.after(whole, (wanted + surplus) / perMillisecond)) - surplus;
    },
    opening: (from) => {
      const { whole, rest } = split(from, scale);
      return rest > 0 && isOpen(whole) ? from : units(open.opening(rest > 0 ? whole + 1 : whole));
    },
  };
}

/** The whole epoch millisecond in which an instant on a scale lies. */
export function toMillisecond(instant: number, scale: Timescale): number {
  return split(instant, scale).whole;
}

/** An epoch millisecond as an instant on a scale. */
export function fromMillisecond(millisecond: number, scale: Timescale): number {
  return (millisecond - scale.origin) * scale.perMillisecond;
}

/** A plan whose targets count on a scale; its calendar, which knows only whole milliseconds, is the same object. */
export function planOnScale(plan: Plan, { perMillisecond }: Timescale): Plan {
  if (perMillisecond === 1) return plan;
  const { objectives, updates } = plan;
  return {
    ...plan,
    objectives: objectives.map((objective) => ({
      ...objective,
      targets: targetsOnScale(objective.targets, perMillisecond),
    })),
    updates: updates === null ? null : { ...updates, every: updates.every * perMillisecond },
  };
}

function targetsOnScale(
  { A, B, C, D }: Objective['targets'],
  perMillisecond: number,
): Objective['targets'] {
  return {
    A: A * perMillisecond,
    B: B * perMillisecond,
    C: C * perMillisecond,
    D: D * perMillisecond,
  };
}

function split(instant: number, { origin, perMillisecond }: Timescale) {
  const rest = ((instant % perMillisecond) + perMillisecond) % perMillisecond;
  return { whole: (instant - rest) / perMillisecond + origin, rest };
}
