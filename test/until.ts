import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What `look` gives as soon as it is not undefined, looking every `every` milliseconds (20 unless given).
 * Rejects after `within` milliseconds (120,000 unless given) with `what` was awaited: the bound ends a test
 * that hangs, it judges no speed.
 */
export async function until<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  { within = 120_000, every = 20 } = {},
): Promise<T> {
  const end = performance.now() + within;
  while (performance.now() < end) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await sleep(every);
  }
  throw new Error(`${what}: not seen within ${within} ms`);
}
