import type { Logger } from 'pino';
import { retry } from './retry.ts';

/** Whether the store can work: what its failures mean for everybody, said once and not by each who meets them. */
export interface Outage extends AsyncDisposable {
  /** Whether an error says that the store is away. If so it is logged, unless it was already, and looked after. */
  readonly noticed: (error: unknown) => boolean;
}

/** What watching for outages works with. */
export interface OutageParts {
  readonly isAway: (error: unknown) => boolean;
  /** Writes something small and durable; rejects while the store cannot. */
  readonly probe: () => Promise<void>;
  readonly log: Pick<Logger, 'error' | 'info'>;
  readonly now: () => number;
  /** Told when the store is back. */
  readonly back: () => void;
}

/** How long between two probes, in milliseconds: from the first to the longest, or the worst after many outages. */
const pauses = { first: 250, longest: 2_000, worst: 30_000 };

/** Logs one line when the store goes away, and one when it is back: until then it tries by itself. */
export function watchOutages({ isAway, probe, log, now, back }: OutageParts): Outage {
  const stopping = new AbortController();
  let waiting: Promise<void> | undefined;
  let { first } = pauses;
  const wait = async () => {
    const since = now();
    await retry(probe, { first, longest: pauses.longest, signal: stopping.signal });
    if (stopping.signal.aborted) return;
    // A disk that is nearly full takes the probe and nothing else: wait longer, and say less, each time.
    first = Math.min(first * 2, pauses.worst);
    log.info({ seconds: Math.round((now() - since) / 1000) }, 'the store is back');
    back();
  };
  return {
    noticed: (error) => {
      const cause = causeOf(error, isAway);
      if (cause === undefined) return false;
      if (waiting !== undefined || stopping.signal.aborted) return true;
      log.error({ reason: cause.message }, 'the store is away: senders are told to try again');
      waiting = wait().finally(() => {
        waiting = undefined;
      });
      return true;
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await waiting;
    },
  };
}

/** The error that says so: what a request is refused with holds it as its cause. */
function causeOf(error: unknown, isAway: OutageParts['isAway']): Error | undefined {
  if (isAway(error)) return error as Error;
  return error instanceof Error ? causeOf(error.cause ?? null, isAway) : undefined;
}
