import type { Logger } from 'pino';

/** Told of notifications that were taken in: when each was made, epoch milliseconds. */
export type CatchingUp = (madeAt: readonly number[]) => void;

/** What saying so works with. */
export interface CatchingUpParts {
  readonly log: Pick<Logger, 'info'>;
  readonly now: () => number;
}

/** From this age on something has waited for us, in milliseconds. */
const late = 60_000;
/** How often it is looked whether more came, in milliseconds, and after how many looks it is said how many by then. */
const every = 2_000;
const looks = 5;

/** Says in the log that what waited in a spool comes in, how far that is, and when it is over. */
export function catchingUp({ log, now }: CatchingUpParts): CatchingUp {
  let under: { count: number; seen: number; look: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    if (under === undefined) return;
    const { count, seen } = under;
    if (count === seen) {
      clearInterval(timer);
      under = undefined;
      log.info({ notifications: count }, 'what waited in a spool is taken in');
      return;
    }
    under.seen = count;
    if (++under.look % looks === 0) log.info({ notifications: count }, 'still catching up');
  };
  return (madeAt) => {
    const waited = madeAt.filter((at) => now() - at > late);
    if (waited.length === 0) return;
    if (under === undefined) {
      const oldest = new Date(Math.min(...waited)).toISOString();
      log.info({ oldest }, 'catching up with what waited in a spool');
      under = { count: 0, seen: 0, look: 0 };
      timer = setInterval(look, every).unref();
    }
    under.count += waited.length;
  };
}
