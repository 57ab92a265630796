import { EventEmitter } from 'node:events';
import type { Logger } from 'pino';
import type { GatewayConfig } from '../config.ts';
import { watchOutages } from '../intake/outage.ts';
import type { Request } from '../intake/request.ts';
import { createMetrics, type Metrics } from '../metrics.ts';
import { type Current, keepCurrent } from '../reload/current.ts';
import { resumeListening } from '../results/freshness.ts';
import { openStore } from '../store/open.ts';
import type { Batch, Store } from '../store/store.ts';

/** What one part of a gateway tells the others, whoever they are. */
interface News {
  /** A batch is durable, with the requests that it answers. */
  readonly committed: [batch: Batch, requests: readonly Request[]];
  /** The store is back, after a time in which it could not work. */
  readonly back: [];
  /** The time of day was set, or this machine slept. */
  readonly jumped: [];
}

/** What every part of a running gateway stands on. */
export interface Ground {
  readonly store: Store;
  readonly current: Current;
  readonly metrics: Metrics;
  readonly news: EventEmitter<News>;
  readonly log: Logger;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Whether an error says that the store is away; if so it is looked after. */
  readonly away: (error: unknown) => boolean;
  /** Logs an error as what is said, unless it is that the store is away, which is known. */
  readonly unless: (what: string) => (error: unknown) => void;
}

/** Opens the store and what watches over it; disposing closes both. */
export async function openGround(
  config: GatewayConfig,
  log: Logger,
): Promise<Ground & AsyncDisposable> {
  await using parts = new AsyncDisposableStack();
  const now = Date.now;
  const current = keepCurrent(config);
  const store = await openStore(config.settings.store);
  parts.defer(() => store.close());
  await current.keepTerms(store);
  const news = new EventEmitter<News>();
  const outage = parts.use(
    watchOutages({
      ...{ isAway: store.isAway, log, now },
      probe: () => resumeListening({ store, now }),
      back: () => news.emit('back'),
    }),
  );
  const running = parts.move();
  return {
    ...{ store, current, metrics: createMetrics(), news, log, now, away: outage.noticed },
    unless: (what) => (err) => {
      if (!outage.noticed(err)) log.error({ err }, what);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
