import type { Message } from '../outbox/message.ts';

/** An incident whose clocks are to be looked at. */
export interface DueTimer {
  readonly incident: number;
  /** Counts what happened to the incident since; it tells whether a look is still the last word. */
  readonly stamp: number;
}

/** What a look at the clocks of one incident came to. Times are epoch milliseconds. */
export interface TimerLook extends DueTimer {
  /** When to look again if nothing happens; null for never. */
  readonly next: number | null;
  /** What was noticed, each under a key of its own. */
  readonly noticed: readonly { readonly key: string; readonly at: number }[];
  readonly messages: readonly Message[];
}

/**
 * The part of the store that knows when to look at which incident. Whatever happens to an incident makes it due at
 * once, in the transaction in which it happens.
 */
export interface TimerBook {
  /** The incidents that are due, the most overdue first. */
  readonly due: (now: number, limit: number) => Promise<readonly DueTimer[]>;
  /** When the first one is due; null for none. */
  readonly nextDue: () => Promise<number | null>;
  /** The keys of all that was noticed of these incidents. */
  readonly noticed: (incidents: readonly number[]) => Promise<ReadonlySet<string>>;
  /** Writes looks, and the messages that follow, in one transaction; one that something has overtaken is left out. Answers which were written. */
  readonly keep: (looks: readonly TimerLook[], now: number) => Promise<readonly number[]>;
}
