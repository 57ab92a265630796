import type { Memory } from './memory.ts';

/** What a check needs from outside. A door makes one and hands it to every check that it runs. */
export interface CheckContext {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The directory that holds `proc`, `run` and so on: `/`, or a prepared tree in a test. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** Processes that exist only for this check and are not to be counted: a command and its parent. */
  readonly ownPids: readonly number[];
  /** What checks keep for their next run; lives as long as the door's process. */
  readonly memory: Memory;
  /** Milliseconds: how old a reading of the machine may be that checks of this door share; without it none is shared. */
  readonly sharedFor?: number;
  /** Stops a running check before its time, as at the end of the door. */
  readonly signal?: AbortSignal;
}

/** The context of a running check: its signal also fires when the check's time is over. */
export interface SampleContext extends CheckContext {
  readonly signal: AbortSignal;
}

/** The machine this process runs on, for a door that stays: with an empty memory. */
export function thisMachine(): CheckContext {
  return { now: Date.now, root: '/', env: process.env, ownPids: [], memory: new Map() };
}
