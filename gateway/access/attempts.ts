import { randomToken, tokenDigest } from './token.ts';

/** Counts tries to sign in and says who has to wait. */
export interface Attempts {
  /**
   * Counts a try before it is known how it ends, so that many at once are many; `now` is epoch milliseconds. A try that
   * has to wait is not counted.
   */
  readonly begin: (keys: readonly AttemptKey[], now: number) => Promise<Attempt>;
}

/** A try that was counted. */
interface Attempt {
  /** How many milliseconds to wait before another try counts; 0 to go on. */
  readonly waitMs: number;
  /** Takes it back, and all of its names. */
  readonly succeeded: () => Promise<void>;
}

/** What failures are counted by: the name that was tried, or the address that tried it. */
export interface AttemptKey {
  readonly by: 'name' | 'address';
  readonly value: string;
}

/** Where tries are kept, for all gateways on the store. */
export interface TryBook {
  /** Adds a try under its keys and forgets those of `since` and before; answers the times of all that each key has now. */
  readonly add: (
    entry: { readonly id: string; readonly keys: readonly string[]; readonly at: number },
    since: number,
  ) => Promise<ReadonlyMap<string, readonly number[]>>;
  readonly remove: (id: string) => Promise<void>;
  /** Forgets all tries under a key. */
  readonly forget: (key: string) => Promise<void>;
}

/** How many failures within the time are let pass; one address may be a whole office. */
const most = { name: 5, address: 30 } as const;
/** How long a failure counts, in milliseconds. */
const memory = 15 * 60_000;

/** Counters in a book. */
export function countAttempts(book: TryBook): Attempts {
  return {
    begin: async (keys, now) => {
      const id = randomToken();
      const named = keys.map((key) => ({ ...key, text: bookKey(key) }));
      const texts = named.map(({ text }) => text);
      const times = await book.add({ id, keys: texts, at: now }, now - memory);
      const waits = named.map(({ by, text }) => waitOf(by, times.get(text) ?? [], now));
      const waitMs = Math.max(0, ...waits);
      if (waitMs > 0) await book.remove(id);
      return {
        waitMs,
        succeeded: async () => {
          await book.remove(id);
          for (const { by, text } of named) if (by === 'name') await book.forget(text);
        },
      };
    },
  };
}

/** `times` are those of all tries, this one among them. */
function waitOf(by: AttemptKey['by'], times: readonly number[], now: number): number {
  if (times.length <= most[by]) return 0;
  const oldest = times.toSorted((one, other) => one - other).at(-1 - most[by]) ?? now;
  return Math.max(1, oldest + memory - now);
}

/** People type passwords where names belong: a digest is enough to count by. */
function bookKey({ by, value }: AttemptKey): string {
  return tokenDigest(`${by} ${value}`);
}
