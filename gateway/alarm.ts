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

/** Timers do not notice that the time of day was set: look once a minute. And how soon to try again after a failure. */
const longestWait = 60_000;
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
      if (wait !== null && !stopped) {
        timer = setTimeout(look, Math.min(Math.max(wait, 1), longestWait));
      }
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
