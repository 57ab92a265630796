import { setTimeout as sleep } from 'node:timers/promises';

/** How to try again: pauses in milliseconds, which double from the first to the longest (if it is longer), and what ends it. */
export interface RetryOptions {
  readonly first: number;
  readonly longest: number;
  readonly signal: AbortSignal;
}

/** Tries until it works, or until it is told to stop; there is a pause before each attempt. */
export async function retry(
  attempt: () => Promise<void>,
  { first, longest, signal }: RetryOptions,
): Promise<void> {
  for (let pause = first; ; pause = Math.max(first, Math.min(pause * 2, longest))) {
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      return await attempt();
    } catch {}
  }
}
