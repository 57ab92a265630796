import { breachOf } from './deadline.ts';
import type { History } from './history.ts';
import type { OpenTime } from './open-time.ts';
import type { Objective } from './plan.ts';
import { type Reading, read } from './reading.ts';
import { milliseconds } from './timescale.ts';
import { trackOf } from './track.ts';
import { awaitedSince } from './updates.ts';

/** A moment of an incident's clocks that somebody may want to hear of. Instants are epoch milliseconds. */
export interface Transition {
  /** An objective's name, `status update`, or `service hours` for the opening at which the clocks begin to run. */
  readonly clock: string;
  /** How much of the clock's time is used then: 0 at the opening, 1 where it becomes overdue. */
  readonly share: number;
  /** For an overdue clock the last instant at which it was not: that at which its breach is dated. */
  readonly at: number;
  /** Tells it from another such moment of the clock: its target, or since when the update is awaited. */
  readonly of: number;
}

/** The shares (above 0, below 1) of their time at which clocks and status updates are to be heard of before they are overdue. */
export interface Shares {
  readonly clocks: readonly number[];
  readonly updates: readonly number[];
}

/**
 * The moments of all clocks that still run, past and to come, in order, if nothing more happens than what the history
 * knows. A moment that a pause without end keeps from coming is left out.
 */
export function transitionsOf(history: History, shares: Shares): readonly Transition[] {
  const reading = read(history, milliseconds);
  if (reading.excluded) return [];
  const clocks = history.plan.objectives.flatMap((objective) =>
    momentsOf(objective, history, { reading, shares: shares.clocks }),
  );
  return [
    ...openingOf(clocks, history, reading),
    ...clocks,
    ...updateMoments(history, { reading, shares: shares.updates }),
  ].toSorted((a, b) => a.at - b.at);
}

/** The first of them that comes after an instant; undefined where none does. */
export function nextTransition(
  history: History,
  shares: Shares,
  after: number,
): Transition | undefined {
  return transitionsOf(history, shares).find(({ at }) => at > after);
}

interface Asked {
  readonly reading: Reading;
  readonly shares: readonly number[];
}

function momentsOf(objective: Objective, history: History, { reading, shares }: Asked) {
  const { startedAt, stop, targets, inForce } = trackOf(objective, history, reading.events);
  if (startedAt === null || stop !== null) return [];
  const time = reading.timeFor(objective.pauses);
  const breach = breachOf(time, { start: startedAt, end: history.now }, targets);
  return moments(objective.name, time, {
    ...{ shares, since: startedAt, target: inForce.target, of: inForce.target },
    ...{ notBefore: inForce.at, breachedAt: breach?.at ?? null },
  });
}

function updateMoments({ plan }: History, { reading, shares }: Asked): Transition[] {
  const since = awaitedSince(reading.events);
  if (plan.updates === null || since === null) return [];
  const time = reading.timeFor(plan.updates.pauses);
  const { every: target } = plan.updates;
  return moments('status update', time, {
    ...{ shares, since, target, of: since },
    ...{ notBefore: since, breachedAt: null },
  });
}

interface Span {
  readonly shares: readonly number[];
  readonly since: number;
  readonly target: number;
  readonly of: number;
  /** A target that came later makes nothing so before it came. */
  readonly notBefore: number;
  /** When it became overdue, if it is; null leaves that to be computed. */
  readonly breachedAt: number | null;
}

function moments(clock: string, time: OpenTime, span: Span): Transition[] {
  const { since, target, of, notBefore, breachedAt } = span;
  const moment = (share: number, at: number) => ({ clock, share, at: Math.max(at, notBefore), of });
  const soon = span.shares.map((share) =>
    moment(share, time.after(since, Math.ceil(target * share))),
  );
  // What is used up exactly at closing time is overdue from the next opening on.
  const overdue = {
    clock,
    share: 1,
    at: breachedAt ?? time.opening(time.after(since, target)),
    of,
  };
  return [...soon, overdue].filter(({ at }) => at < Infinity);
}

/** Where clocks run that began outside the time that counts. */
function openingOf(clocks: readonly Transition[], history: History, reading: Reading) {
  const { plan, raisedAt } = history;
  const running = new Set(clocks.map(({ clock }) => clock));
  const first = plan.objectives.find(
    ({ name, starts }) => starts === 'raised' && running.has(name),
  );
  if (first === undefined) return [];
  const at = reading.timeFor(first.pauses).opening(raisedAt);
  const clock = 'service hours';
  return at > raisedAt && at < Infinity ? [{ clock, share: 0, at, of: raisedAt }] : [];
}
