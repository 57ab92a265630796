import type { TargetInForce } from './deadline.ts';
import { type HistoryEvent, nameOf } from './history.ts';
import type { Objective, Severity } from './plan.ts';

/** What happened to one clock, before any time is measured. */
export interface Track {
  /** `null` while the event that starts the clock has not come. */
  readonly startedAt: number | null;
  readonly stop: Stop | null;
  /** The targets that were in force until it stopped, one after the other; at least one, at no instant two. */
  readonly targets: readonly SeverityInForce[];
  /** The last of them. */
  readonly inForce: SeverityInForce;
}

/** The target of a clock and the severity that brought it. */
export interface SeverityInForce extends TargetInForce {
  readonly severity: Severity;
}

/** Where a clock stopped, and whether that is what it waited for or made it needless. */
interface Stop {
  readonly at: number;
  readonly needless: boolean;
}

/** Follows one clock through the events (in order) from `raisedAt`, when `severity` was in force. A clock stops once. */
export function trackOf(
  objective: Objective,
  { severity, raisedAt }: { readonly severity: Severity; readonly raisedAt: number },
  events: readonly HistoryEvent[],
): Track {
  let inForce = brought(objective, severity, raisedAt);
  const targets = [inForce];
  let startedAt = objective.starts === 'raised' ? raisedAt : null;
  let clearedAt: number | null = null;
  for (const event of events) {
    if (event.kind === 'severity-changed') {
      inForce = brought(objective, event.severity, event.at);
      change(targets, inForce);
    }
    if (event.kind === 'alert-cleared') clearedAt ??= event.at;
    if (event.kind === 'alert-raised') clearedAt = null;
    if (nameOf(event) === objective.starts) startedAt ??= event.at;
    if (startedAt === null) continue;
    const stop = stopBy(event, objective, clearedAt);
    if (stop !== null) return { startedAt, stop: notBefore(startedAt, stop), targets, inForce };
  }
  return { startedAt, stop: null, targets, inForce };
}

function brought({ targets }: Objective, severity: Severity, at: number): SeverityInForce {
  return { at, severity, target: targets[severity] };
}

function change(targets: SeverityInForce[], next: SeverityInForce): void {
  // Of several changes at one instant only the last counts.
  if (targets.at(-1)?.at === next.at) targets.pop();
  targets.push(next);
}

function stopBy(event: HistoryEvent, { stops }: Objective, clearedAt: number | null): Stop | null {
  if (event.kind === 'resolved') {
    return clearedAt === null
      ? { at: event.at, needless: false }
      : { at: clearedAt, needless: true };
  }
  if (event.kind === 'ended') return { at: event.at, needless: true };
  return stops.includes(nameOf(event)) ? { at: event.at, needless: false } : null;
}

/** A clock that another event started after the alert had cleared cannot stop before its start. */
function notBefore(startedAt: number, stop: Stop): Stop {
  return stop.at < startedAt ? { ...stop, at: startedAt } : stop;
}
