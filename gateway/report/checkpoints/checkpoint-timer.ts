import { type Alarm, startAlarm } from '../../timers/alarm.ts';
import { type CheckpointStore, makeCheckpoint } from './make-checkpoint.ts';
import type { SigningKey } from './signing-key.ts';

/** What the hourly checkpoints are made with. */
export interface CheckpointTimerParts {
  readonly store: CheckpointStore;
  readonly key: SigningKey;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told when the log contradicts its last checkpoint. */
  readonly contradicted: (problems: readonly string[]) => void;
  readonly failed: (error: unknown) => void;
}

const hour = 3_600_000;

/** Makes a checkpoint an hour after the last one, also when nothing has happened, so that it is known that nothing did. */
export function startCheckpoints(parts: CheckpointTimerParts): Alarm {
  return startAlarm({ ring: () => makeIfDue(parts), failed: parts.failed });
}

async function makeIfDue({ store, key, now, contradicted }: CheckpointTimerParts): Promise<number> {
  const last = await store.checkpoints.last();
  const due = last === undefined ? now() : last.checkpoint.at + hour;
  if (due > now()) return due - now();
  const { problems } = await makeCheckpoint(store, { now: now(), key, always: true });
  if (problems.length > 0) contradicted(problems);
  return hour;
}
