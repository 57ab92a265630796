import { type HistoryEvent, nameOf } from './history.ts';
import type { Interval } from './interval.ts';
import type { PauseRule } from './plan.ts';

/** A request for information or activity while it was open; its end is `Infinity` while nobody has answered. */
export interface Pause extends Interval {
  readonly id: string;
}

/**
 * The requests of a history that some rules know; they may overlap. Asking again under the id of an open request changes
 * nothing, and neither does the answer to a request that is not open. `events` are in order.
 */
export function pausesOf(events: readonly HistoryEvent[], rules: readonly PauseRule[]): Pause[] {
  return rules.flatMap((rule) => pausesOfRule(events, rule));
}

function pausesOfRule(events: readonly HistoryEvent[], { from, until }: PauseRule): Pause[] {
  const pauses: Pause[] = [];
  for (const event of events) {
    if (!('id' in event)) continue;
    const { at, id } = event;
    const index = pauses.findIndex((pause) => pause.id === id && pause.end === Infinity);
    const open = pauses[index];
    if (open === undefined && nameOf(event) === from) pauses.push({ id, start: at, end: Infinity });
    if (open !== undefined && nameOf(event) === until) pauses[index] = { ...open, end: at };
  }
  return pauses;
}
