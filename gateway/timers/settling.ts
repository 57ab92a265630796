import type { Periods } from '../command.ts';
import type { Intake } from '../intake.ts';
import type { Store } from '../store/store.ts';
import { type Alarm, startAlarm } from './alarm.ts';

/** What settling works with. */
export interface SettlingParts {
  readonly store: Store;
  readonly intake: Pick<Intake, 'submit'>;
  readonly periods: Periods;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

/** Starts what resolves incidents that recovered by themselves, each when its settling time is over; to look when incidents have changed. */
export function startSettling(parts: SettlingParts): Alarm {
  return startAlarm({ ring: () => settleDue(parts), failed: parts.failed });
}

/** Settles all that is due; answers in how many milliseconds the next one is, null for none. */
async function settleDue({
  store,
  intake,
  periods: { settling },
  now,
}: SettlingParts): Promise<number | null> {
  const due = await store.settling(now() - settling);
  await Promise.all(due.map((incident) => intake.submit({ kind: 'settle', incident })));
  const since = await store.settlingSince();
  return since === null ? null : since + settling - now();
}
