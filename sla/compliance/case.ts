import type { Clock, Verdict } from '../clock.ts';
import { evaluate } from '../evaluate.ts';
import { type History, type HistoryEvent, inOrder } from '../history.ts';
import { covers } from '../interval.ts';
import { counts, type MaintenanceWindow } from '../maintenance.ts';
import { openTime } from '../open-time.ts';
import { pausesOf } from '../pause.ts';
import type { Severity } from '../plan.ts';
import type { DueUpdate } from '../updates.ts';

/** One clock as a report counts it; instants are epoch milliseconds, durations milliseconds of service time. */
export interface MeasuredClock {
  readonly name: string;
  /** The severity whose target was in force, at the end. */
  readonly severity: Severity;
  readonly target: number;
  readonly elapsed: number;
  readonly stoppedAt: number | null;
  readonly breachedAt: number | null;
  readonly byReclassification: boolean;
  readonly verdict: Verdict;
}

/** How long a request, or another pause of the plan, kept the clocks from running inside service hours. */
interface MeasuredPause {
  /** The event that began it. */
  readonly reason: string;
  readonly id: string;
  /** Milliseconds of service time until it ended, the incident was over or `now`. */
  readonly time: number;
}

/** What a report needs to know of the clocks of one incident. */
export interface Measured {
  readonly clocks: readonly MeasuredClock[];
  readonly updates: readonly DueUpdate[];
  readonly pauses: readonly MeasuredPause[];
  /** The counted windows in which an excluded incident was raised. */
  readonly excludedBy: readonly MaintenanceWindow[];
  /** Nothing but another event can change any of this. */
  readonly settled: boolean;
}

/** Measures the clocks of one history as of its `now`. */
export function measure(history: History): Measured {
  const { excluded, clocks, updates } = evaluate(history);
  const events = inOrder(history.events);
  const measured = Object.entries(clocks).map(([name, clock]) => measuredClock(name, clock));
  const over = endOf(events);
  return {
    clocks: measured,
    updates,
    pauses: pausesIn(history, events, over ?? history.now),
    excludedBy: excluded ? windowsAt(history) : [],
    settled: over !== null && measured.every(({ stoppedAt }) => stoppedAt !== null),
  };
}

function measuredClock(
  name: string,
  { severity, target, elapsed, stoppedAt, breachedAt, byReclassification, verdict }: Clock,
): MeasuredClock {
  return { name, severity, target, elapsed, stoppedAt, breachedAt, byReclassification, verdict };
}

/** When the incident was over for the last time; null while it is not. */
function endOf(events: readonly HistoryEvent[]): number | null {
  let end: number | null = null;
  for (const { at, kind } of events) {
    if (kind === 'resolved' || kind === 'ended') end ??= at;
    if (kind === 'reopened') end = null;
  }
  return end;
}

function pausesIn(
  { plan }: History,
  events: readonly HistoryEvent[],
  over: number,
): MeasuredPause[] {
  if (!events.some((event) => 'id' in event)) return [];
  const rules = [...plan.objectives, ...(plan.updates === null ? [] : [plan.updates])];
  const byName = new Map(rules.flatMap(({ pauses }) => pauses.map((rule) => [rule.from, rule])));
  const { between } = openTime(plan.calendar);
  return pausesOf(events, [...byName.values()]).map(({ by, id, start, end }) => ({
    reason: by,
    id,
    time: between(start, Math.min(end, over)),
  }));
}

function windowsAt({ maintenance, raisedAt, now }: History): MaintenanceWindow[] {
  return maintenance.filter(
    (window) => window.announcedAt <= now && counts(window) && covers(window, raisedAt),
  );
}
