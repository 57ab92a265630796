import { without } from './deadline.ts';
import { type History, type HistoryEvent, inOrder } from './history.ts';
import { type Interval, union } from './interval.ts';
import { countedWindows, isExcluded } from './maintenance.ts';
import { type OpenTime, openTime } from './open-time.ts';
import { pausesOf } from './pause.ts';
import type { PauseRule } from './plan.ts';
import { onScale, type Timescale } from './timescale.ts';

/** What all clocks of a history have in common at its `now`. */
export interface Reading {
  readonly events: readonly HistoryEvent[];
  /** Raised inside a counted maintenance window and over by its end. */
  readonly excluded: boolean;
  /** The time that counts for clocks with these pauses. */
  readonly timeFor: (rules: readonly PauseRule[]) => OpenTime;
}

/** Reads a history; instants count on `scale`. */
export function read(history: History, scale: Timescale): Reading {
  const events = inOrder(history.events);
  const windows = countedWindows(history.maintenance, history.now);
  const open = onScale(openTime(history.plan.calendar), scale);
  const times = new Map<readonly PauseRule[], OpenTime>();
  return {
    events,
    excluded: isExcluded(history.raisedAt, events, windows),
    timeFor: (rules) => {
      const time = times.get(rules) ?? without(open, stretches(pausesOf(events, rules), windows));
      times.set(rules, time);
      return time;
    },
  };
}

/** Most incidents are never paused, and counted windows are disjoint as they are. */
function stretches(pauses: readonly Interval[], windows: readonly Interval[]): readonly Interval[] {
  return pauses.length === 0 ? windows : union([...pauses, ...windows]);
}
