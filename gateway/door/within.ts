import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when `work` is over, however it ends, or after so many milliseconds. */
export async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  const bound = sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  await Promise.race([bound, work.catch(() => undefined)]);
  over.abort();
}
