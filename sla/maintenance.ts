import { covers, type Interval, union } from './interval.ts';

/** Work on a customer's machines that was announced; instants as in the `History` that it belongs to. */
export interface MaintenanceWindow extends Interval {
  readonly announcedAt: number;
}

/** All that counts of an event here. */
interface Happening {
  readonly at: number;
  readonly kind: string;
}

/** Whether a window keeps clocks from running: it was announced before it starts. */
export function counts({ announcedAt, start }: MaintenanceWindow): boolean {
  return announcedAt < start;
}

/** The windows known at `now` that count, those that touch or overlap as one. */
export function countedWindows(windows: readonly MaintenanceWindow[], now: number): Interval[] {
  return union(windows.filter((window) => window.announcedAt <= now && counts(window)));
}

/**
 * Whether an incident is excluded: it was raised inside a counted window (of `countedWindows`), and its trouble was over as
 * of the window's end, or as of the last event before that. `events` are in order.
 */
export function isExcluded(
  raisedAt: number,
  events: readonly Happening[],
  windows: readonly Interval[],
): boolean {
  const window = windows.find((candidate) => covers(candidate, raisedAt));
  return window !== undefined && troubleIsOver(events, window.end);
}

/** The alert cleared or the incident was resolved, and since then it has neither come back nor been reopened. */
function troubleIsOver(events: readonly Happening[], asOf: number): boolean {
  let over = false;
  let resolved = false;
  for (const { at, kind } of events) {
    if (at > asOf) break;
    if (kind === 'resolved' || kind === 'alert-cleared') over = true;
    // Only a resolved incident can be reopened.
    if (kind === 'alert-raised' || (kind === 'reopened' && resolved)) over = false;
    if (kind === 'resolved') resolved = true;
    if (kind === 'reopened') resolved = false;
  }
  return over;
}
