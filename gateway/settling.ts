import type { Intake } from './intake.ts';
import type { Store } from './store/store.ts';

/** What resolves incidents that recovered by themselves, each when its settling time is over. */
export interface Settling {
  /** Looks again when the next one is due; to be called whenever incidents have changed. */
  readonly look: () => void;
  readonly stop: () => Promise<void>;
}

/** What settling works with; `settling` is in milliseconds. */
export interface SettlingParts {
  readonly store: Store;
  readonly intake: Pick<Intake, 'submit'>;
  readonly settling: number;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

/** The longest that a Node timer can wait; and how soon to try again after a failure. */
const longestWait = 2 ** 31 - 1;
const retryAfter = 5_000;

/** Starts with what was left from before the last stop. One timer waits for the first one due; nothing is polled. */
export function startSettling(parts: SettlingParts): Settling {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const look = () => {
    again = true;
    looking ??= lookUntilQuiet().finally(() => {
      looking = undefined;
    });
  };
  const lookUntilQuiet = async () => {
    while (again && !stopped) {
      again = false;
      clearTimeout(timer);
      const wait = await settleDue(parts).catch((error: unknown) => {
        parts.failed(error);
        return retryAfter;
      });
      if (wait !== null && !stopped) timer = setTimeout(look, wait);
    }
  };
  look();
  const stop = async () => {
    stopped = true;
    clearTimeout(timer);
    await looking;
  };
  return { look, stop };
}

/** Settles all that is due; answers in how many milliseconds the next one is, null for none. */
async function settleDue({ store, intake, settling, now }: SettlingParts): Promise<number | null> {
  const due = await store.settling(now() - settling);
  await Promise.all(due.map((incident) => intake.submit({ kind: 'settle', incident })));
  const since = await store.settlingSince();
  return since === null ? null : Math.min(Math.max(since + settling - now(), 1), longestWait);
}
