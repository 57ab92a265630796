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

/** How long between two probes, in milliseconds: they grow from the first to the longest. */
const pauses = { first: 250, longest: 2_000 };

/** Logs one line when the store goes away, and one when it is back: until then it tries by itself. */
export function watchOutages({ isAway, probe, log, now, back }: OutageParts): Outage {
  const stopping = new AbortController();
  let waiting: Promise<void> | undefined;
  const wait = async () => {
    const since = now();
    await retry(probe, { ...pauses, signal: stopping.signal });
    if (stopping.signal.aborted) return;
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
