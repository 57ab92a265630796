/** Longest wait before the first run of anything, in milliseconds. */
const firstWait = 10_000;

/** How much of an interval a run may lie off its turn, to either side. */
const jitter = 0.05;

/**
 * When a check runs: `turn` is its regular turn, every interval exactly, and `at` lies a little off it, so that
 * neither the checks of one machine nor many machines stay in step. Milliseconds on the caller's clock.
 */
export interface Run {
  readonly turn: number;
  readonly at: number;
}

/** The first run after `now`: within an interval, and soon. `random` is from 0 to below 1. */
export function firstRun(now: number, every: number, random: number): Run {
  const turn = now + Math.min(every, firstWait) * random;
  return { turn, at: turn };
}

/** The run that follows on `last`. Turns that passed meanwhile (a slow check, a machine asleep) are left out. */
export function nextRun(last: Run, now: number, every: number, random: number): Run {
  const passed = Math.max(0, Math.floor((now - last.turn) / every));
  const turn = last.turn + (passed + 1) * every;
  return { turn, at: Math.max(now, turn + (2 * random - 1) * jitter * every) };
}
