import type { Clock, Verdict } from '../clock.ts';
import type { Evaluation } from '../evaluate.ts';
import { type Timescale, toMillisecond } from '../timescale.ts';
import type { DueUpdate } from '../updates.ts';
import { formatInstant } from './instant.ts';

/** A clock as `watchclock sla evaluate` writes it: seconds, and instants in UTC with whole milliseconds. */
interface WrittenClock {
  readonly target: number;
  readonly elapsed: number;
  readonly deadline: string | null;
  readonly stoppedAt: string | null;
  readonly breachedAt: string | null;
  readonly byReclassification: boolean;
  readonly verdict: Verdict;
}

/** An evaluation as `watchclock sla evaluate` writes it: the clocks by name, and the `updates`. */
export interface WrittenEvaluation {
  readonly [clock: string]: WrittenClock | readonly WrittenUpdate[];
}

/** A due status update as `watchclock sla evaluate` writes it. */
interface WrittenUpdate {
  readonly due: string | null;
  readonly verdict: DueUpdate['verdict'];
}

/** The output object of `watchclock sla evaluate` for an evaluation counted on `scale`. */
export function written({ clocks, updates }: Evaluation, scale: Timescale): WrittenEvaluation {
  const output: Record<string, WrittenClock | readonly WrittenUpdate[]> = {};
  for (const [name, clock] of Object.entries(clocks)) output[name] = writtenClock(clock, scale);
  output.updates = updates.map(({ due, verdict }) => ({ due: instant(due, scale), verdict }));
  return output;
}

function writtenClock(clock: Clock, scale: Timescale): WrittenClock {
  const perSecond = scale.perMillisecond * 1000;
  return {
    target: clock.target / perSecond,
    elapsed: clock.elapsed / perSecond,
    deadline: instant(clock.deadline, scale),
    stoppedAt: instant(clock.stoppedAt, scale),
    breachedAt: instant(clock.breachedAt, scale),
    byReclassification: clock.byReclassification,
    verdict: clock.verdict,
  };
}

function instant(value: number | null, scale: Timescale): string | null {
  return value === null ? null : formatInstant(toMillisecond(value, scale));
}
