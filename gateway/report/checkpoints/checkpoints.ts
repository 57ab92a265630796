import type { Head, Portion } from '../log-pages.ts';
import type { SignedCheckpoint } from './checkpoint.ts';

/** A head of which the log says something else now. */
export interface Contradiction {
  readonly incident: number;
  /** The version that the checkpoint covers. */
  readonly version: number;
  /** Whether there is such an event at all. */
  readonly there: boolean;
}

/** The checkpoints that were made so far, and the heads that the last one covers. */
export interface Checkpoints {
  readonly last: () => Promise<SignedCheckpoint | undefined>;
  /** In order, from the first. */
  readonly all: () => Promise<readonly SignedCheckpoint[]>;
  /** The highest number of an incident that the last checkpoint covers, 0 for none. */
  readonly lastIncident: () => Promise<number>;
  /** The heads that the last checkpoint covers, in order of incident. */
  readonly heads: (portion: Portion) => Promise<readonly Head[]>;
  /** Those of the log that the last checkpoint does not cover: new, or longer now. */
  readonly moved: (portion: Portion) => Promise<readonly Head[]>;
  /** The heads that the last checkpoint covers and the log has not. */
  readonly contradictions: (portion: Portion) => Promise<readonly Contradiction[]>;
  /** Adds a checkpoint and the heads that moved since the one before; a ConflictError when somebody else was first. */
  readonly keep: (checkpoint: SignedCheckpoint, moved: readonly Head[]) => Promise<void>;
}
