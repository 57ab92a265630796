/** Counts failed sign-ins and says who has to wait. It forgets with the process. */
export interface Attempts {
  /** How many milliseconds somebody has to wait before another try counts; 0 for none. */
  readonly wait: (keys: readonly AttemptKey[], now: number) => number;
  /** Counts a try, before it is known how it ends. */
  readonly failed: (keys: readonly AttemptKey[], now: number) => void;
  /** Takes back the failure that was counted for a try, and all of that name. */
  readonly succeeded: (keys: readonly AttemptKey[]) => void;
}

/** What failures are counted by: the name that was tried, or the address that tried it. */
export interface AttemptKey {
  readonly by: 'name' | 'address';
  readonly value: string;
}

/** How many failures within the time are let pass; one address may be a whole office. */
const most = { name: 5, address: 30 } as const;
/** How long a failure counts, in milliseconds. */
const memory = 15 * 60_000;
/** The most keys that are remembered; whoever tries millions of names must not fill the memory. */
const capacity = 50_000;

/** Fresh counters. */
export function countAttempts(): Attempts {
  const failures = new Map<string, number[]>();
  const recent = (key: AttemptKey, now: number) =>
    (failures.get(textOf(key)) ?? []).filter((at) => at > now - memory);
  return {
    wait: (keys, now) => Math.max(0, ...keys.map((key) => waitOf(key, recent(key, now), now))),
    failed: (keys, now) => {
      for (const key of keys) {
        const text = textOf(key);
        const times = [...recent(key, now), now].slice(-most[key.by]);
        failures.delete(text);
        failures.set(text, times);
      }
      while (failures.size > capacity) failures.delete(failures.keys().next().value ?? '');
    },
    succeeded: (keys) => {
      for (const key of keys) {
        if (key.by === 'name') failures.delete(textOf(key));
        else failures.get(textOf(key))?.pop();
      }
    },
  };
}

function waitOf({ by }: AttemptKey, times: readonly number[], now: number): number {
  const [oldest = 0] = times;
  return times.length < most[by] ? 0 : oldest + memory - now;
}

function textOf({ by, value }: AttemptKey): string {
  return `${by} ${value}`;
}
