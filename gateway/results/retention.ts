import { Type } from 'typebox';
import { Duration } from '../../plugins/settings/duration.ts';
import type { Settings } from '../../plugins/settings/load.ts';
import type { Store } from '../store/store.ts';

/** The key `retention` of the gateway's configuration. The incident log itself is kept for good. */
export const retentionSchema = Type.Object({
  samples: Duration({
    default: '7d',
    atLeast: '1h',
    description: 'How long single results are kept for charts.',
  }),
  hours: Duration({
    default: '90d',
    atLeast: '1d',
    description: 'How long their smallest, mean and largest figures of each hour are kept.',
  }),
  days: Duration({ default: '1830d', atLeast: '1d', description: 'And of each day.' }),
  deliveries: Duration({
    default: '60d',
    atLeast: '8d',
    description:
      'How long a delivery is recognised when it comes again: longer than anything can wait in a spool.',
  }),
  messages: Duration({
    default: '90d',
    atLeast: '8d',
    description:
      'How long it is kept what was sent to whom; dead letters until somebody drops them.',
  }),
});

/** How long what is no part of the incident log is kept, in milliseconds. */
export type Retention = Settings<typeof retentionSchema>;

/** What counts when nothing is configured: a week of results, 90 days of hours, five years of days, what was sent for 90 days. */
export const defaultRetention: Retention = {
  samples: 7 * 86_400_000,
  hours: 90 * 86_400_000,
  days: 1_830 * 86_400_000,
  deliveries: 60 * 86_400_000,
  messages: 90 * 86_400_000,
};

/** What thinning works with; `periods` are asked for each time. */
export interface ThinningParts {
  readonly store: Pick<Store, 'results' | 'forgetKeys' | 'outbox'>;
  readonly periods: () => Retention;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

const every = 3_600_000;

/** Thins results and forgets deliveries and messages every hour, for the first time soon after the start; answers how to stop. */
export function startThinning({ store, periods, now, failed }: ThinningParts): () => Promise<void> {
  let thinning = Promise.resolve();
  const thin = async () => {
    const kept = periods();
    await store.results.thin(now(), kept);
    await store.forgetKeys(now() - kept.deliveries);
    await store.outbox.forget(now() - kept.messages);
  };
  const thinNext = () => {
    thinning = thinning.then(thin).catch(failed);
  };
  const first = setTimeout(thinNext, every / 60);
  const timer = setInterval(thinNext, every);
  return async () => {
    clearTimeout(first);
    clearInterval(timer);
    await thinning;
  };
}
