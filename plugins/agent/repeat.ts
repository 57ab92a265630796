import { setTimeout as sleep } from 'node:timers/promises';
import { firstRun, nextRun } from './schedule.ts';

/** Something to be done again and again. */
export interface Rhythm {
  /** Milliseconds between two turns. */
  readonly every: number;
  /** What is done; the next turn waits for its end. */
  readonly work: () => Promise<void>;
  /** Ends the repetition; work under way is waited for. */
  readonly signal: AbortSignal;
}

/** Does the work at every turn until the signal fires. Rejects only if the work does. */
export async function repeat({ every, work, signal }: Rhythm): Promise<void> {
  let run = firstRun(performance.now(), every, Math.random());
  while (await reached(run.at, signal)) {
    await work();
    run = nextRun(run, performance.now(), every, Math.random());
  }
}

/** Waits until `at` on the monotonic clock; false when the signal fired before. */
async function reached(at: number, signal: AbortSignal): Promise<boolean> {
  const wait = Math.max(0, at - performance.now());
  await sleep(wait, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}
