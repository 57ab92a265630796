import type { InventoryDirectory } from '../directory/inventory-directory.ts';
import type { Place } from '../incident/carried.ts';
import type { Intake } from '../intake.ts';
import type { Store } from '../store/store.ts';
import { type Alarm, startAlarm } from '../timers/alarm.ts';
import { unheard } from './watched-state.ts';

/** What freshness works with. */
export interface FreshnessParts {
  readonly store: Store;
  readonly intake: Pick<Intake, 'submit'>;
  readonly directory: () => Pick<InventoryDirectory, 'expected' | 'judging' | 'customerOf'>;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

/** Watches for results that do not come. */
export interface Freshness {
  /** Looks again when the next one is due; to be called when results may have moved it. */
  readonly look: () => void;
  /** Begins to expect what a new inventory names. */
  readonly expect: () => Promise<void>;
  /** To be called after a time in which nothing could be heard: it counts as neither silence nor sound. */
  readonly resume: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** How often it is written down that somebody listens: so much silence may be counted wrongly after a crash. */
const listeningEvery = 15_000;
/** What senders have after a start to come back: the longest pause between their attempts, doubled. */
const patience = 60_000;
const largestBatch = 1_000;

/**
 * Starts to expect results. While no gateway ran nothing could be heard: that time counts as neither silence nor
 * sound, so a restart makes no incident and hides none.
 */
export async function startFreshness(parts: FreshnessParts): Promise<Freshness> {
  const { store, now, failed } = parts;
  let alarm: Alarm | undefined;
  let listened = now();
  const resume = async () => {
    await resumeListening(parts);
    listened = now();
    alarm?.look();
  };
  const listen = async () => {
    const since = now() - listened;
    // The store was away, this machine slept, or somebody set its clock.
    if (since > 2 * listeningEvery || since < -listeningEvery) return resume();
    await store.listen(now());
    listened = now();
  };
  const ring = async () => {
    if (Math.abs(now() - listened) > 2 * listeningEvery) await listen();
    return noticeSilence(parts);
  };
  await resume();
  await expectAll(parts);
  alarm = startAlarm({ ring, failed });
  const listening = setInterval(() => listen().catch(failed), listeningEvery);
  return {
    look: alarm.look,
    expect: () => expectAll(parts).then(alarm.look),
    resume,
    stop: async () => {
      clearInterval(listening);
      await alarm.stop();
      await store.listen(now()).catch(failed);
    },
  };
}

/** Moves what is expected by the time in which nobody listened: it counts as neither silence nor sound. */
export function resumeListening({
  store,
  now,
}: Pick<FreshnessParts, 'store' | 'now'>): Promise<void> {
  return store.resumeListening(now(), now() + patience);
}

async function expectAll({ store, directory, now }: FreshnessParts): Promise<void> {
  const { expected, judging, customerOf } = directory();
  const states = expected.map((watched) => {
    const place: Place = { customer: customerOf(watched.host), ...watched };
    return { ...unheard(place), dueAt: now() + (judging(watched).staleAfter ?? 0) };
  });
  await store.expect(states);
}

/** Takes all that is overdue to the intake; answers when the next one will be. */
async function noticeSilence({ store, intake, now }: FreshnessParts): Promise<number | null> {
  for (;;) {
    const places = await store.overdue(now(), largestBatch);
    if (places.length === 0) break;
    await Promise.all(places.map((watched) => intake.submit({ kind: 'silence', watched })));
  }
  const due = await store.nextOverdue();
  return due === null ? null : due - now();
}
