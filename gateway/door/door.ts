import type { Outcome } from '../intake/outcome.ts';
import type { PassiveResult } from '../signal.ts';

/** Why something was not taken in at a door. */
export type RefusalReason =
  /** A wrong password, token or key, or none. */
  | 'unauthenticated'
  /** Authenticated, but not for this host, service or command. */
  | 'not allowed'
  /** Not what the protocol says, or beyond its bounds. */
  | 'malformed'
  /** Too old, or too far in the future. */
  | 'stale'
  /** The very same packet again. */
  | 'replayed'
  /** A mail that a machine sent by itself, or that goes round in a circle: nobody asks for anything with it. */
  | 'automatic'
  /** The gateway has too much to do, or too many are connected; the sender must try again. */
  | 'busy';

/** What a receiver of passive results is given. */
export interface Door {
  /** Answers when what follows is durable; rejects, having changed nothing, when it cannot be made so. */
  readonly deliver: (result: PassiveResult) => Promise<Outcome>;
  /** Counts what was not taken, and logs it; the detail holds no secret. */
  readonly refuse: (reason: RefusalReason, detail: string) => void;
  /** The customer of a host, null for a host in no inventory. */
  readonly customerOf: (host: string) => string | null;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
