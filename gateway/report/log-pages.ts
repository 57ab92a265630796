import type { Interval } from '../../sla/interval.ts';
import type { LogEntry } from '../incident/chain.ts';
import type { RecordedEvent } from '../incident-event.ts';

/** The incidents with the numbers `first` to `last`. */
export interface Portion {
  readonly first: number;
  readonly last: number;
}

/** An event of the log with digests in place of personal texts; else it has the same shape. */
export type SealedEvent = Omit<RecordedEvent, 'receivedAt'>;

/** How far the log of an incident went when a checkpoint was made. */
export interface Head {
  readonly incident: number;
  readonly version: number;
  /** The hash of its event of that version. */
  readonly hash: string;
  readonly customer: string | null;
  /** Epoch milliseconds. */
  readonly raisedAt: number;
}

/** The events of one incident in order of version. */
export type SealedEvents = readonly SealedEvent[];

/** An announced window as the log of windows holds it: hashed, with digests in place of personal texts. */
export interface WindowEntry {
  readonly position: number;
  readonly content: unknown;
  readonly previousHash: string | null;
  readonly hash: string;
}

/** A personal text with the salt that its digest covers; `text` is null once it was erased. */
export interface SaltedText {
  readonly digest: string;
  readonly salt: string;
  readonly text: string | null;
}

/** The log as reports and checkpoints read it: portion by portion, personal texts apart. */
export interface LogPages {
  /** The highest number of an incident, 0 for an empty log. */
  readonly last: () => Promise<number>;
  /** How many events a portion has, or the log in all. */
  readonly events: (portion?: Portion) => Promise<number>;
  /** The entries of a portion by incident and version, with their hashes. */
  readonly entries: (portion: Portion) => Promise<readonly LogEntry[]>;
  /**
   * The incidents of a portion, each as its events, only those raised in `raised` (epoch milliseconds) if given. They are
   * parsed one after the other as they are asked for, so that not all of them have to be held.
   */
  readonly sealed: (portion: Portion, raised?: Interval) => Promise<Iterable<SealedEvents>>;
  /** The same of some incidents. */
  readonly sealedOf: (incidents: readonly number[]) => Promise<Iterable<SealedEvents>>;
  readonly windows: () => Promise<readonly WindowEntry[]>;
  /** All terms by their digest, in its order. */
  readonly terms: () => Promise<ReadonlyMap<string, string>>;
  /** The personal texts with these digests, as far as there are any. */
  readonly texts: (digests: readonly string[]) => Promise<readonly SaltedText[]>;
}
