import type { Logger } from 'pino';

/** What watching the clock works with. */
export interface ClockWatchParts {
  /** The time of day, epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds that only ever grow, whatever is done to the time of day. */
  readonly steady: () => number;
  readonly log: Pick<Logger, 'warn'>;
  /** Told after it was set. */
  readonly jumped: () => void;
}

/** How often the two are compared, and what they may drift apart meanwhile, in milliseconds. */
const every = 2_000;
const drift = 1_500;

/** Notices that the clock was set, or that this machine slept, and says so; answers how to stop. */
export function watchClock({ now, steady, log, jumped }: ClockWatchParts): () => void {
  let offset = now() - steady();
  const timer = setInterval(() => {
    const jump = now() - steady() - offset;
    if (Math.abs(jump) < drift) return;
    offset += jump;
    log.warn({ seconds: Math.round(jump / 1000) }, 'the clock was set, or this machine slept');
    jumped();
  }, every);
  return () => clearInterval(timer);
}
