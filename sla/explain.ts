import type { Clock } from './clock.ts';
import { type ClosedReason, closedTimes } from './closed-time.ts';
import { evaluate } from './evaluate.ts';
import { type History, inOrder } from './history.ts';
import { clip, covers, type Interval } from './interval.ts';
import { counts, type MaintenanceWindow } from './maintenance.ts';
import { type Pause, pausesOf } from './pause.ts';
import type { Objective } from './plan.ts';
import { fromMillisecond, milliseconds, type Timescale, toMillisecond } from './timescale.ts';
import { type SeverityInForce, trackOf } from './track.ts';

/** Why a stretch of time does not count. */
export type Reason =
  | ClosedReason
  | { readonly kind: 'paused'; readonly by: string; readonly id: string }
  | { readonly kind: 'maintenance'; readonly announcedAt: number };

/** A stretch of a clock's time: it counts where nothing speaks against it. `total` is what has counted up to its end. */
export interface LedgerEntry extends Interval {
  readonly reasons: readonly Reason[];
  readonly total: number;
}

/** Why a clock says what it says, counted on the scale of the history. */
export interface Ledger {
  readonly objective: Objective;
  readonly clock: Clock;
  /** The severities that were in force until it stopped, with their targets; the first from the clock's raising. */
  readonly severities: readonly SeverityInForce[];
  /** Known windows that count for nothing, because they were not announced before their start. */
  readonly lateWindows: readonly MaintenanceWindow[];
  /** Every stretch from the clock's start to `stoppedAt` or `now`, without a gap. */
  readonly entries: readonly LedgerEntry[];
  /** How a running clock gets from `now` to its deadline if nothing more happens. */
  readonly ahead: readonly LedgerEntry[];
}

/** The ledgers of all clocks of a history, in the order of the plan's objectives. */
export function ledgersOf(history: History, scale: Timescale = milliseconds): Ledger[] {
  const { clocks } = evaluate(history, scale);
  return history.plan.objectives.flatMap((objective) => {
    const clock = clocks[objective.name];
    return clock === undefined ? [] : [ledgerOf(history, objective, clock, scale)];
  });
}

function ledgerOf(history: History, objective: Objective, clock: Clock, scale: Timescale): Ledger {
  const start = clock.startedAt ?? history.now;
  const end = clock.stoppedAt ?? history.now;
  const entriesOf = (bounds: Interval, before: number) =>
    withTotals(stretches(history, objective, bounds, scale), before);
  const ahead =
    clock.deadline === null ? [] : entriesOf({ start: end, end: clock.deadline }, clock.elapsed);
  return {
    objective,
    clock,
    severities: trackOf(objective, history, inOrder(history.events)).targets,
    lateWindows: knownWindows(history).filter((window) => !counts(window)),
    entries: entriesOf({ start, end }, 0),
    ahead,
  };
}

function withTotals(entries: readonly Omit<LedgerEntry, 'total'>[], before: number): LedgerEntry[] {
  let total = before;
  return entries.map((entry) => {
    if (entry.reasons.length === 0) total += entry.end - entry.start;
    return { ...entry, total };
  });
}

/** An interval and the reason that it gives for not counting. */
type Reasoned = Interval & { readonly reason: Reason };

function stretches(
  history: History,
  objective: Objective,
  bounds: Interval,
  scale: Timescale,
): Omit<LedgerEntry, 'total'>[] {
  if (bounds.start >= bounds.end) return [];
  const against = [
    ...closedReasons(history, bounds, scale),
    ...pausesOf(inOrder(history.events), objective.pauses).map(pauseReason),
    ...knownWindows(history).filter(counts).map(windowReason),
  ];
  const edges = [
    ...clip(against, bounds).flatMap(({ start, end }) => [start, end]),
    bounds.start,
    bounds.end,
  ];
  const ordered = [...new Set(edges)].sort((a, b) => a - b);
  return ordered.slice(0, -1).map((start, index) => ({
    start,
    end: ordered[index + 1] ?? start,
    reasons: against.filter((interval) => covers(interval, start)).map(({ reason }) => reason),
  }));
}

function knownWindows({ maintenance, now }: History): readonly MaintenanceWindow[] {
  return maintenance.filter(({ announcedAt }) => announcedAt <= now);
}

function closedReasons({ plan }: History, bounds: Interval, scale: Timescale): Reasoned[] {
  const [start, end] = [toMillisecond(bounds.start, scale), toMillisecond(bounds.end, scale) + 1];
  return closedTimes(plan.calendar, { start, end }).map((closed) => ({
    start: fromMillisecond(closed.start, scale),
    end: fromMillisecond(closed.end, scale),
    reason: closed.reason,
  }));
}

function pauseReason({ by, id, ...interval }: Pause): Reasoned {
  return { ...interval, reason: { kind: 'paused', by, id } };
}

function windowReason({ announcedAt, ...interval }: MaintenanceWindow): Reasoned {
  return { ...interval, reason: { kind: 'maintenance', announcedAt } };
}
