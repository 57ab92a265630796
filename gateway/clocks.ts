import type { Clock } from '../sla/clock.ts';
import { without } from '../sla/deadline.ts';
import { evaluate } from '../sla/evaluate.ts';
import { type History, inOrder } from '../sla/history.ts';
import { covers, union } from '../sla/interval.ts';
import { countedWindows } from '../sla/maintenance.ts';
import { openTime } from '../sla/open-time.ts';
import { pausesOf } from '../sla/pause.ts';
import type { PauseRule } from '../sla/plan.ts';
import type { DueUpdate } from '../sla/updates.ts';

/** Where the clocks of one incident stand at the `now` of its history. Times and spans are milliseconds. */
export interface IncidentClocks {
  readonly history: History;
  /** One a guaranteed time, in the plan's order. */
  readonly clocks: readonly ClockStanding[];
  /** The status updates that were or are due, in order. */
  readonly updates: readonly DueUpdate[];
  /** The one that is owed now; null when none is. */
  readonly awaited: Countdown | null;
  /** The earliest instant that is still to be kept or already missed; null when none is known. */
  readonly nextDue: number | null;
}

/** What a clock does at an instant: only a counting one comes nearer to its target. */
type Phase = 'waiting' | 'counting' | 'paused' | 'outside hours' | 'maintenance' | 'stopped';

/** How far it is to an instant by which something must have happened. */
export interface Countdown {
  readonly name: string;
  readonly phase: Phase;
  /** Service time in all. */
  readonly target: number;
  /** Service time that is left, below zero once it is overdue; null when a pause leaves it open. */
  readonly left: number | null;
  readonly overdue: boolean;
  /** When it is or was due; null when that is not known, and for what has stopped. */
  readonly due: number | null;
  /** From when it counts if nothing more happens: now, or the next opening; null when that is not known. */
  readonly countsFrom: number | null;
}

/** A clock with its countdown. */
export interface ClockStanding extends Countdown {
  readonly left: number;
  readonly clock: Clock;
}

/** The clocks of an incident, read at the `now` of its history. */
export function clocksOf(history: History): IncidentClocks {
  const { clocks, updates } = evaluate(history);
  const standings = history.plan.objectives.flatMap(({ name, pauses }) => {
    const clock = clocks[name];
    return clock === undefined ? [] : [standingOf(name, clock, lookAt(history, pauses))];
  });
  const awaited = awaitedUpdate(history, updates);
  const dues = [...standings, ...(awaited === null ? [] : [awaited])].map(({ due }) => due);
  const known = dues.filter((due) => due !== null);
  const nextDue = known.length === 0 ? null : Math.min(...known);
  return { history, clocks: standings, updates, awaited, nextDue };
}

/** What time does at the `now` of a history for a clock with some pauses. */
interface Look {
  readonly now: number;
  readonly phase: Exclude<Phase, 'waiting' | 'stopped'>;
  readonly countsFrom: number | null;
  /** How much of a stretch counts. */
  readonly between: (from: number, to: number) => number;
}

function lookAt({ events, maintenance, plan, now }: History, rules: readonly PauseRule[]): Look {
  const windows = countedWindows(maintenance, now);
  const pauses = pausesOf(inOrder(events), rules);
  const { between, opening } = without(openTime(plan.calendar), union([...pauses, ...windows]));
  const resumes = opening(now);
  const closed = windows.some((window) => covers(window, now)) ? 'maintenance' : 'outside hours';
  const running = resumes === now ? 'counting' : closed;
  const paused = pauses.some(({ end }) => end === Infinity);
  const countsFrom = resumes === Infinity ? null : resumes;
  return { now, phase: paused ? 'paused' : running, countsFrom, between };
}

function standingOf(name: string, clock: Clock, look: Look): ClockStanding {
  const phase = phaseOf(clock, look);
  return {
    name,
    clock,
    phase,
    target: clock.target,
    left: clock.target - clock.elapsed,
    overdue: phase !== 'stopped' && clock.verdict === 'missed',
    due: clock.deadline,
    countsFrom: phase === look.phase ? look.countsFrom : null,
  };
}

function phaseOf({ stoppedAt, startedAt, verdict }: Clock, look: Look): Phase {
  if (stoppedAt !== null || verdict === 'excluded') return 'stopped';
  return startedAt === null ? 'waiting' : look.phase;
}

/** While an intervention lasts the last of its updates is the one that is owed. */
function awaitedUpdate(history: History, updates: readonly DueUpdate[]): Countdown | null {
  const { plan, now } = history;
  const last = updates.at(-1);
  if (plan.updates === null || last === undefined || isOver(history)) return null;
  const { phase, countsFrom, between } = lookAt(history, plan.updates.pauses);
  const { due } = last;
  return {
    name: 'status update',
    phase,
    target: plan.updates.every,
    left: due === null ? null : between(now, due) - between(due, now),
    overdue: last.verdict === 'missed',
    due,
    countsFrom,
  };
}

function isOver({ events }: History): boolean {
  return inOrder(events).reduce((over, { kind }) => {
    if (kind === 'resolved' || kind === 'ended') return true;
    return kind === 'reopened' ? false : over;
  }, false);
}
