import { breachOf } from './deadline.ts';
import type { OpenTime } from './open-time.ts';
import type { Severity } from './plan.ts';
import type { Track } from './track.ts';

/** What a clock says of its objective; `running` is neither stopped nor overdue. */
export type Verdict = 'running' | 'met' | 'missed' | 'excluded' | 'not-needed';

/** One SLA clock as it stands at `now`. Durations and instants are in the scale of the history, milliseconds unless asked. */
export interface Clock {
  /** `null` while the event that starts it has not come; the built-in clocks start when the incident is raised. */
  readonly startedAt: number | null;
  /** The severity in force, or the one in force when it stopped. */
  readonly severity: Severity;
  /** The target that it brought. */
  readonly target: number;
  /** Service time used up to `stoppedAt` or `now`. */
  readonly elapsed: number;
  /** When `elapsed` reaches `target` if nothing more happens; `null` once stopped, and where a pause keeps it from that. */
  readonly deadline: number | null;
  readonly stoppedAt: number | null;
  /** When it last became overdue; `null` where it is not. */
  readonly breachedAt: number | null;
  readonly byReclassification: boolean;
  readonly verdict: Verdict;
}

/** Reads a clock at `now`: `time` is the time that counts for it; an excluded one measures, but has no verdict of its own. */
export function readClock(
  track: Track,
  time: OpenTime,
  { now, excluded }: { readonly now: number; readonly excluded: boolean },
): Clock {
  const { startedAt, stop, targets } = track;
  const { severity, target } = track.inForce;
  const start = startedAt ?? now;
  const end = stop?.at ?? now;
  const breach = excluded ? null : breachOf(time, { start, end }, targets);
  const deadline =
    excluded || stop !== null || startedAt === null ? Infinity : time.after(start, target);
  return {
    startedAt,
    severity,
    target,
    elapsed: time.between(start, end),
    deadline: deadline === Infinity ? null : deadline,
    stoppedAt: stop?.at ?? null,
    breachedAt: breach?.at ?? null,
    byReclassification: breach?.byReclassification ?? false,
    verdict: excluded ? 'excluded' : verdictOf(track, breach !== null),
  };
}

function verdictOf({ stop }: Track, overdue: boolean): Verdict {
  if (overdue) return 'missed';
  if (stop === null) return 'running';
  return stop.needless ? 'not-needed' : 'met';
}
