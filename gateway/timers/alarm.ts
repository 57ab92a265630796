/** A timer that waits for the first thing due. */
export interface Alarm {
  /** Rings now, and then computes anew when to ring next. */
  readonly look: () => void;
  /** Answers when nothing rings any more. */
  readonly stop: () => Promise<void>;
}

/** What an alarm works with. */
export interface AlarmParts {
  /** Does all that is due; answers in how many milliseconds the next thing is, null for none. */
  readonly ring: () => Promise<number | null>;
  readonly failed: (error: unknown) => void;
}

/**
 * How long to sleep at most, and how soon to try again after a failure. Another gateway may have set an earlier alarm and
 * died, and the time of day may jump: so often it is asked anew what is due first.
 */
const longestSleep = 15_000;
const retryAfter = 5_000;

/** Rings at once, for what was left from before the last stop. One timer waits for the first thing due. */
export function startAlarm({ ring, failed }: AlarmParts): Alarm {
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
      const wait = await ring().catch((error: unknown) => {
        failed(error);
        return retryAfter;
      });
      const sleep = Math.min(Math.max(wait ?? longestSleep, 1), longestSleep);
      if (!stopped) timer = setTimeout(look, sleep);
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
