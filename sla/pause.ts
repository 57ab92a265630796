import { type HistoryEvent, nameOf } from './history.ts';
import type { Interval } from './interval.ts';
import type { PauseRule } from './plan.ts';

/** What pauses a clock while it lasts, such as an open request; its end is `Infinity` while nothing has ended it. */
export interface Pause extends Interval {
  /** The event that began it. */
  readonly by: string;
  /** What tells it from others begun by such an event; `''` where nothing needs to. */
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
  const open = new Map<string, Pause>();
  for (const event of events) {
    const name = nameOf(event);
    if (name !== from && name !== until) continue;
    const id = 'id' in event ? event.id : '';
    const pause = open.get(id);
    if (pause === undefined && name === from) {
      open.set(id, { by: from, id, start: event.at, end: Infinity });
    } else if (pause !== undefined && name === until) {
      pauses.push({ ...pause, end: event.at });
      open.delete(id);
    }
  }
  return [...pauses, ...open.values()];
}
