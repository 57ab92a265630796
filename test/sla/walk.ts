import type { History, HistoryEvent } from '../../sla/history.ts';
import type { Severity } from '../../sla/plan.ts';
import { type Scene, step } from './scene.ts';

/** What the walker expects of a clock, in milliseconds. */
interface WalkedClock {
  readonly severity: Severity;
  readonly target: number;
  readonly elapsed: number;
  readonly deadline: number | null;
  readonly stoppedAt: number | null;
  readonly breachedAt: number | null;
  readonly byReclassification: boolean;
  readonly verdict: string;
}

/** What the walker expects of a history. */
export interface Walked {
  readonly clocks: Readonly<Record<string, WalkedClock>>;
  readonly updates: readonly { readonly due: number | null; readonly verdict: string }[];
}

/**
 * Reads a history by walking through time step by step, as a person with a calendar and a stop-watch would. Slow and simple
 * on purpose, and written apart from the engine: it shares with it nothing but the shape of the input.
 */
export function walk(scene: Scene, history: History): Walked {
  const events = stableByTime(history.events);
  const running = runningSteps(scene, history, events);
  const excluded = isExcluded(history, events);
  const clocks = Object.fromEntries(
    Object.keys(scene.hours).map((name) => [
      name,
      walkClock(name, { scene, history, events, running, excluded }),
    ]),
  );
  const updates =
    scene.updateHours === null || excluded ? [] : walkUpdates(scene, history, events, running);
  return { clocks, updates };
}

interface Walk {
  readonly scene: Scene;
  readonly history: History;
  readonly events: readonly HistoryEvent[];
  readonly running: (at: number) => boolean;
  readonly excluded: boolean;
}

function stableByTime(events: readonly HistoryEvent[]): HistoryEvent[] {
  const times = [...new Set(events.map(({ at }) => at))].sort((a, b) => a - b);
  return times.flatMap((time) => events.filter(({ at }) => at === time));
}

function inCountedWindow({ maintenance, now }: History, at: number): boolean {
  return maintenance.some(
    ({ announcedAt, start, end }) =>
      announcedAt <= now && announcedAt < start && start <= at && at < end,
  );
}

function openRequests(events: readonly HistoryEvent[], at: number): number {
  const open = new Set<string>();
  for (const event of events) {
    if (event.at > at) break;
    if (event.kind === 'information-requested') open.add(event.id);
    if (event.kind === 'information-received') open.delete(event.id);
  }
  return open.size;
}

function runningSteps(
  scene: Scene,
  history: History,
  events: readonly HistoryEvent[],
): (at: number) => boolean {
  const known = new Map<number, boolean>();
  return (at) => {
    const before = known.get(at);
    if (before !== undefined) return before;
    const index = (at - scene.start) / step;
    if (index >= scene.open.length) throw new RangeError('the scene is too short');
    const runs =
      scene.open[index] === true && !inCountedWindow(history, at) && openRequests(events, at) === 0;
    known.set(at, runs);
    return runs;
  };
}

function isExcluded(history: History, events: readonly HistoryEvent[]): boolean {
  if (!inCountedWindow(history, history.raisedAt)) return false;
  let end = history.raisedAt;
  while (inCountedWindow(history, end)) end += step;
  const asOf = Math.min(end, history.now);
  let trouble: 'there' | 'over' = 'there';
  let state: 'open' | 'resolved' = 'open';
  for (const { at, kind } of events) {
    if (at > asOf) continue;
    if (kind === 'alert-cleared') trouble = 'over';
    if (kind === 'alert-raised') trouble = 'there';
    if (kind === 'resolved') [trouble, state] = ['over', 'resolved'];
    if (kind === 'reopened' && state === 'resolved') [trouble, state] = ['there', 'open'];
  }
  return trouble === 'over';
}

/** The event that stops a clock, by its place among the events, and the instant at which the clock stops. */
interface Stopping {
  readonly index: number;
  readonly at: number;
  readonly cleared: boolean;
}

function stoppingOf(name: string, events: readonly HistoryEvent[]): Stopping | undefined {
  const own =
    name === 'response' ? ['responded', 'intervention-started'] : ['intervention-started'];
  const index = events.findIndex(({ kind }) => own.includes(kind) || kind === 'resolved');
  const event = events[index];
  if (event === undefined) return undefined;
  const alerts = events.slice(0, index).filter(({ kind }) => kind.startsWith('alert-'));
  const back = alerts.findLastIndex(({ kind }) => kind === 'alert-raised');
  const clearing = alerts[back + 1];
  if (event.kind !== 'resolved' || clearing === undefined)
    return { index, at: event.at, cleared: false };
  return { index, at: clearing.at, cleared: true };
}

function walkClock(name: string, { scene, history, events, running, excluded }: Walk): WalkedClock {
  const stopping = stoppingOf(name, events);
  const applied = events.slice(0, stopping?.index ?? events.length);
  const until = stopping === undefined ? history.now : (events[stopping.index]?.at ?? 0);
  const targetOf = (severity: Severity) => (scene.hours[name]?.[severity] ?? 0) * 3_600_000;
  let severity = history.severity;
  let target = targetOf(severity);
  let elapsed = 0;
  let breach: { at: number; byReclassification: boolean } | null = null;
  for (let at = history.raisedAt; at <= until; at += step) {
    for (const event of applied) {
      if (event.at === at && event.kind === 'severity-changed') severity = event.severity;
    }
    target = targetOf(severity);
    if (elapsed <= target) breach = null;
    else breach ??= { at, byReclassification: true };
    if (at === until || (stopping !== undefined && at >= stopping.at) || !running(at)) continue;
    elapsed += step;
    if (elapsed > target) breach ??= { at, byReclassification: false };
  }
  const still = stopping === undefined;
  return {
    severity,
    target,
    elapsed,
    deadline:
      still && !excluded ? reached(history, history.raisedAt, target, running, events) : null,
    stoppedAt: stopping?.at ?? null,
    breachedAt: excluded ? null : (breach?.at ?? null),
    byReclassification: !excluded && (breach?.byReclassification ?? false),
    verdict: excluded ? 'excluded' : verdictOf(breach !== null, stopping),
  };
}

function verdictOf(overdue: boolean, stopping: Stopping | undefined): string {
  if (overdue) return 'missed';
  if (stopping === undefined) return 'running';
  return stopping.cleared ? 'not-needed' : 'met';
}

/** When `amount` has passed since `from`, or `null` where an open request keeps it from that. */
function reached(
  { now }: History,
  from: number,
  amount: number,
  running: (at: number) => boolean,
  events: readonly HistoryEvent[],
): number | null {
  const stuck = openRequests(events, now) > 0;
  let passed = 0;
  for (let at = from; ; at += step) {
    if (passed === amount) return at;
    if (stuck && at >= now) return null;
    if (running(at)) passed += step;
  }
}

function walkUpdates(
  scene: Scene,
  history: History,
  events: readonly HistoryEvent[],
  running: (at: number) => boolean,
): Walked['updates'] {
  const every = (scene.updateHours ?? 0) * 3_600_000;
  const updates: { due: number | null; verdict: string }[] = [];
  let state: 'before' | 'during' | 'resolved' | 'resolved before' = 'before';
  let since = 0;
  const used = (until: number) => {
    let passed = 0;
    for (let at = since; at < until; at += step) passed += running(at) ? step : 0;
    return passed;
  };
  const list = (verdict: string) =>
    updates.push({ due: reached(history, since, every, running, events), verdict });
  for (const { at, kind } of events) {
    if (kind === 'intervention-started' && state === 'before') [state, since] = ['during', at];
    else if (kind === 'intervention-started' && state === 'resolved before') state = 'resolved';
    else if (kind === 'update-posted' && state === 'during') {
      list(used(at) <= every ? 'met' : 'missed');
      since = at;
    } else if (kind === 'resolved' && state === 'during') {
      if (used(at) > every) list('missed');
      state = 'resolved';
    } else if (kind === 'resolved' && state === 'before') state = 'resolved before';
    else if (kind === 'reopened' && state === 'resolved') [state, since] = ['during', at];
    else if (kind === 'reopened' && state === 'resolved before') state = 'before';
  }
  if (state === 'during') list(used(history.now) > every ? 'missed' : 'running');
  return updates;
}
