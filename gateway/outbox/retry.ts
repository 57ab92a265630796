import type { Channel } from './message.ts';

/** How often, and for how long, a message is tried. Spans are milliseconds. */
export interface RetryPolicy {
  /** The wait after the first attempt; each further one doubles it, up to `longest`. */
  readonly first: number;
  readonly longest: number;
  readonly attempts: number;
  readonly age: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Mail may wait for a relay over a long weekend; a result that Nagios did not get in minutes tells it nothing any more. */
const policies: Readonly<Record<Channel | 'passing', RetryPolicy>> = {
  'incident-mail': { first: 10_000, longest: 30 * minute, attempts: 200, age: 4 * day },
  mail: { first: 10_000, longest: 30 * minute, attempts: 200, age: 4 * day },
  webhook: { first: 5_000, longest: 2 * hour, attempts: 60, age: 4 * day },
  nagios: { first: 1_000, longest: 30_000, attempts: 5_000, age: day },
  passing: { first: 1_000, longest: 10_000, attempts: 100, age: 10 * minute },
};

/** The policy of a channel; `passing` is for Nagios commands that lose their meaning soon. */
export function policyOf(channel: Channel | 'passing'): RetryPolicy {
  return policies[channel];
}

/**
 * When to try again after so many attempts (at least one); null when that is over. The wait lies between half of the
 * doubled one and all of it (`random` from 0 to below 1), so that what failed together does not come back together.
 */
export function retryAt(
  { first, longest, attempts: most, age }: RetryPolicy,
  { attempts, createdAt, now, random }: Tried,
): number | null {
  if (attempts >= most || now - createdAt >= age) return null;
  const wait = Math.min(first * 2 ** (attempts - 1), longest);
  return now + Math.ceil(wait * (0.5 + random / 2));
}

/** How a message has fared so far. Instants are epoch milliseconds. */
export interface Tried {
  readonly attempts: number;
  readonly createdAt: number;
  readonly now: number;
  readonly random: number;
}
