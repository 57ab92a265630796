import type { HistoryEvent } from './history.ts';
import type { OpenTime } from './open-time.ts';

/** One status update that an intervention owed. `due` is `null` while an open request keeps it from being reached. */
export interface DueUpdate {
  readonly due: number | null;
  readonly verdict: 'met' | 'missed' | 'running';
}

/**
 * The status updates that were due up to `now`, in order, each `every` of `time` after the one before, the start of the
 * intervention or a reopening. One that was awaited and not overdue at a resolution was not needed and is left out.
 * `events` are in order.
 */
export function dueUpdates(
  events: readonly HistoryEvent[],
  time: OpenTime,
  { every, now }: { readonly every: number; readonly now: number },
): DueUpdate[] {
  return awaitedUpdates(events).flatMap(({ since, until, end }) => {
    const overdue = time.between(since, until ?? now) > every;
    if (end === 'resolved' && !overdue) return [];
    const due = time.after(since, every);
    const inTime = end === 'posted' ? 'met' : 'running';
    return [{ due: due === Infinity ? null : due, verdict: overdue ? 'missed' : inTime }];
  });
}

/** Since when a status update is awaited that has not come; `null` where none is. `events` are in order. */
export function awaitedSince(events: readonly HistoryEvent[]): number | null {
  const last = awaitedUpdates(events).at(-1);
  return last?.until === null ? last.since : null;
}

/** A stretch of waiting for one update, and what ended it; `until` is `null` while it lasts. */
type Awaited = { readonly since: number } & (
  | { readonly until: number; readonly end: 'posted' | 'resolved' }
  | { readonly until: null; readonly end: null }
);

function awaitedUpdates(events: readonly HistoryEvent[]): Awaited[] {
  const awaited: Awaited[] = [];
  let started = false;
  let resolved = false;
  let since: number | null = null;
  for (const { at, kind } of events) {
    if (kind === 'intervention-started' && !started) {
      started = true;
      since = resolved ? null : at;
    } else if (kind === 'update-posted' && since !== null) {
      awaited.push({ since, until: at, end: 'posted' });
      since = at;
    } else if (kind === 'resolved' || kind === 'ended') {
      if (since !== null) awaited.push({ since, until: at, end: 'resolved' });
      since = null;
      resolved = true;
    } else if (kind === 'reopened' && resolved) {
      resolved = false;
      since = started ? at : null;
    }
  }
  return since === null ? awaited : [...awaited, { since, until: null, end: null }];
}
