import { type AlertState, isFine, isOlder, type PassiveResult } from '../signal.ts';
import { type FlapThresholds, flaps, remember } from './flapping.ts';
import type { WatchedState } from './watched-state.ts';

/** How the passive results of a watched thing are judged. */
export interface Judging {
  /** How many results in a row that are not fine make a problem (Nagios's max_check_attempts). */
  readonly attempts: number;
  readonly flapping: FlapThresholds;
  /** How long it may be silent, milliseconds; null when nothing of it is expected. */
  readonly staleAfter: number | null;
}

/** A result that was judged. */
export interface Judgement {
  readonly after: WatchedState;
  /** `soft`: not confirmed yet. `held`: it flaps. `late`: something newer was known already. */
  readonly verdict: 'problem' | 'recovery' | 'soft' | 'held' | 'late';
  readonly flap: 'started' | 'stopped' | undefined;
}

/**
 * What one result makes of what was known, as Nagios does with passive checks: a state that is not fine is soft until
 * it was confirmed often enough, one that is fine counts at once, and what flaps does not recover before it is steady.
 */
export function judge(
  before: WatchedState,
  result: PassiveResult,
  { receivedAt, judging }: { readonly receivedAt: number; readonly judging: Judging },
): Judgement {
  const at = Math.min(result.at, receivedAt);
  const heard = {
    heardAt: receivedAt,
    dueAt: judging.staleAfter === null ? null : receivedAt + judging.staleAfter,
    silent: false,
    source: result.source,
  };
  if (isOlder({ at }, before, receivedAt)) {
    return { after: { ...before, ...heard }, verdict: 'late', flap: undefined };
  }
  const flapping = { history: remember(before.history, digits[result.state]) };
  const now = { ...flapping, flapping: flaps(flapping.history, judging.flapping, before.flapping) };
  const confirmed = confirm(before, result.state, judging.attempts);
  return {
    after: { ...before, ...heard, ...now, ...confirmed, state: result.state, at },
    verdict: verdictOn(confirmed, result.state, now.flapping),
    flap: now.flapping === before.flapping ? undefined : now.flapping ? 'started' : 'stopped',
  };
}

const digits: Readonly<Record<AlertState, number>> = {
  OK: 0,
  WARNING: 1,
  CRITICAL: 2,
  UNKNOWN: 3,
  UP: 0,
  DOWN: 1,
  UNREACHABLE: 2,
};

type Confirmed = Pick<WatchedState, 'attempt' | 'hard'>;

function confirm(before: WatchedState, state: AlertState, attempts: number): Confirmed {
  if (isFine(state)) return { attempt: 0, hard: state };
  const attempt = Math.min(before.attempt + 1, attempts);
  return { attempt, hard: attempt >= attempts ? state : before.hard };
}

function verdictOn(
  { hard }: Confirmed,
  state: AlertState,
  flapping: boolean,
): Judgement['verdict'] {
  if (isFine(state)) return flapping ? 'held' : 'recovery';
  return hard === state ? 'problem' : 'soft';
}
