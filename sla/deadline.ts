import type { Interval } from './interval.ts';
import type { OpenTime } from './open-time.ts';

/** Open time without some stretches (disjoint and in order, as `union` gives them; the last may end at `Infinity`). */
export function without(open: OpenTime, stretches: readonly Interval[]): OpenTime {
  if (stretches.length === 0) return open;
  return {
    between: (from, to) => {
      let total = open.between(from, to);
      for (const { start, end } of stretches) {
        if (start >= to) break;
        if (end > from) total -= open.between(Math.max(from, start), Math.min(to, end));
      }
      return total;
    },
    after: (from, amount) => reach(open, stretches, from, amount),
    opening: (from) => resume(open, stretches, from),
  };
}

/** A target of a clock and the instant from which it was in force. */
export interface TargetInForce {
  readonly at: number;
  readonly target: number;
}

/** When a clock became overdue, and whether a change of its target did that. */
export interface Breach {
  readonly at: number;
  readonly byReclassification: boolean;
}

/**
 * When a clock that ran from `start` to `end` last became overdue: `null` where it is not overdue at `end`. `targets` are
 * those that were in force one after the other, at least one, all counted from `start`.
 */
export function breachOf(
  time: OpenTime,
  { start, end }: Interval,
  targets: readonly TargetInForce[],
): Breach | null {
  let latest: Breach | null = null;
  for (const [index, { at, target }] of targets.entries()) {
    const until = Math.min(targets[index + 1]?.at ?? end, end);
    const already = time.between(start, Math.min(at, end)) > target;
    if (already) latest ??= { at, byReclassification: index > 0 };
    else if (time.between(start, until) > target) {
      // The last instant at which elapsed still equals the target: a closing time passes over to the next opening.
      latest = { at: time.opening(time.after(start, target)), byReclassification: false };
    } else latest = null;
  }
  return latest;
}

function reach(
  open: OpenTime,
  stretches: readonly Interval[],
  from: number,
  amount: number,
): number {
  if (amount <= 0) return from;
  let rest = amount;
  let at = from;
  for (const { start, end } of stretches) {
    if (end <= at) continue;
    const free = open.between(at, start);
    if (free >= rest) break;
    rest -= free;
    at = end;
  }
  return at === Infinity ? at : open.after(at, rest);
}

function resume(open: OpenTime, stretches: readonly Interval[], from: number): number {
  let at = open.opening(from);
  for (const { start, end } of stretches) {
    if (start <= at && at < end) at = end === Infinity ? end : open.opening(end);
  }
  return at;
}
