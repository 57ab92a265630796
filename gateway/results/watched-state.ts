import type { Place } from '../incident/carried.ts';
import type { AlertState } from '../signal.ts';

/** What a watched thing's passive results have said so far. It is replaced with each result and is no part of the log. */
export interface WatchedState extends Place {
  /** How often it had been replaced when it was read: if it was again in between, writing it is a conflict. */
  readonly version: number;
  /** What the last result said, null before the first one. */
  readonly state: AlertState | null;
  /** The last state that was confirmed by enough results, Nagios's hard state. */
  readonly hard: AlertState | null;
  /** How many results in a row were not fine, 0 while it is. */
  readonly attempt: number;
  /** The last states, see flapping.ts. */
  readonly history: string;
  readonly flapping: boolean;
  /** The source's time of the last result, epoch milliseconds. */
  readonly at: number;
  /** When it was received, epoch milliseconds; 0 before the first one. */
  readonly heardAt: number;
  readonly source: string;
  /** When its silence becomes an incident, epoch milliseconds; null when nothing is expected or the silence was noticed. */
  readonly dueAt: number | null;
  /** Its silence was noticed, and it has said nothing since. */
  readonly silent: boolean;
}

/** What is known of something that has not said anything yet. */
export function unheard(place: Place): WatchedState {
  return {
    ...place,
    version: 0,
    state: null,
    hard: null,
    attempt: 0,
    history: '',
    flapping: false,
    at: 0,
    heardAt: 0,
    source: '',
    dueAt: null,
    silent: false,
  };
}
