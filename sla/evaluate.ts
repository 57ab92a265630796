import { type Clock, readClock } from './clock.ts';
import type { History } from './history.ts';
import { read } from './reading.ts';
import { milliseconds, type Timescale } from './timescale.ts';
import { trackOf } from './track.ts';
import { type DueUpdate, dueUpdates } from './updates.ts';

/** Where an incident stands against its plan at `now`. */
export interface Evaluation {
  /** Raised inside a counted maintenance window and over by its end: it has no deadline, breach or due update. */
  readonly excluded: boolean;
  /** The plan's clocks by the names of its objectives, in their order. */
  readonly clocks: Readonly<Record<string, Clock>>;
  readonly updates: readonly DueUpdate[];
}

/** The version of this reading of the contract; a verdict is replayed with the version that it was pinned to. */
export const engineVersion = '1';

/** The verdict on a history: a pure function of it. Everything in and out, the plan's figures too, counts on `scale`. */
export function evaluate(history: History, scale: Timescale = milliseconds): Evaluation {
  const { plan, now } = history;
  const { events, excluded, timeFor } = read(history, scale);
  const clocks: Record<string, Clock> = {};
  for (const objective of plan.objectives) {
    const track = trackOf(objective, history, events);
    clocks[objective.name] = readClock(track, timeFor(objective.pauses), { now, excluded });
  }
  const updates =
    plan.updates === null || excluded
      ? []
      : dueUpdates(events, timeFor(plan.updates.pauses), { every: plan.updates.every, now });
  return { excluded, clocks, updates };
}
