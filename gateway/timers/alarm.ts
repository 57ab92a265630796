/** A timer that waits for the first thing due. */
export interface Alarm {
  /** Rings now, or a moment after the last ring, and then computes anew when to ring next. */
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

/** How soon after one ring another begins because somebody looks: what changes meanwhile is looked at together. */
const pace = 100;

/** Rings at once, for what was left from before the last stop. One timer waits for the first thing due. */
export function startAlarm({ ring, failed }: AlarmParts): Alarm {
  let timer: NodeJS.Timeout | undefined;
  let ringsAt = Infinity;
  let began = -Infinity;
  let ringing: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const ringAt = (at: number) => {
    if (stopped || at >= ringsAt) return;
    clearTimeout(timer);
    ringsAt = at;
    timer = setTimeout(begin, at - performance.now());
  };
  const look = () => {
    if (ringing !== undefined) again = true;
    else if (performance.now() < began + pace) ringAt(began + pace);
    else if (!stopped) begin();
  };
  const begin = () => {
    clearTimeout(timer);
    ringsAt = Infinity;
    began = performance.now();
    ringing = ringOnce().then((wait) => {
      ringing = undefined;
      ringAt(performance.now() + Math.min(Math.max(wait ?? longestSleep, 1), longestSleep));
      if (again) look();
      again = false;
    });
  };
  const ringOnce = () =>
    ring().catch((error: unknown) => {
      failed(error);
      return retryAfter;
    });
  look();
  const stop = async () => {
    stopped = true;
    clearTimeout(timer);
    await ringing;
  };
  return { look, stop };
}
