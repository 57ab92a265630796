import { signingKeyFile } from '../config.ts';
import { startReconciliations } from '../nagios/reconciliation.ts';
import type { Reports } from '../report/reports.ts';
import { startReports } from '../report/start-reports.ts';
import { startFreshness } from '../results/freshness.ts';
import { startThinning } from '../results/retention.ts';
import { startClimbing } from '../timers/climb.ts';
import { watchClock } from '../timers/clock-watch.ts';
import { startSettling } from '../timers/settling.ts';
import type { Ground } from './ground.ts';
import type { Line } from './line.ts';

/** What a gateway does because time passes, not because somebody asks. */
export interface ByItself {
  readonly reports: Reports;
  /** Looks again at all that another inventory or other rules may have moved. */
  readonly look: () => Promise<void>;
}

/** Starts to settle, to miss what does not come, to compare, to report, to climb and to thin; disposing stops it in reverse. */
export async function startByItself(
  ground: Ground,
  { intake, board, sending, sampling }: Line,
): Promise<ByItself & AsyncDisposable> {
  await using parts = new AsyncDisposableStack();
  const { store, current, news, log, now, unless } = ground;
  const { directory, inventory, periods } = current;
  const settings = current.settings();
  const settling = startSettling({
    ...{ store, intake, periods, now },
    failed: unless('what recovered by itself is not resolved'),
  });
  parts.defer(() => settling.stop());
  const freshness = await startFreshness({
    ...{ store, intake, now, directory },
    failed: unless('it cannot be seen whether results are missing'),
  });
  parts.defer(freshness.stop);
  news.on('committed', ({ incidents, watched }) => {
    if (incidents.length > 0) settling.look();
    if (watched.length > 0) freshness.look();
  });
  news.on('back', () => {
    settling.look();
    freshness.look();
  });
  news.on('jumped', () => {
    void freshness.resume().catch(unless('what is expected is not moved with the clock'));
    settling.look();
  });
  const { see } = sampling;
  const comparing = { store, intake, directory, periods, now, log, see, unless };
  parts.defer(startReconciliations(settings.nagios ?? [], comparing));
  const steady = () => performance.now();
  parts.defer(watchClock({ now, steady, log, jumped: () => news.emit('jumped') }));
  const thinning = { store, periods: current.retention, now };
  parts.defer(startThinning({ ...thinning, failed: unless('old results are not thinned') }));
  const { reports, stop } = await startReports({
    ...{ store, keyFile: signingKeyFile(settings), mails: settings.reports?.mail ?? [] },
    ...{ baseUrl: settings.http?.base_url, look: sending.look, now, log, unless },
  });
  parts.defer(stop);
  const webhooks = settings.webhooks ?? [];
  const climbing = { board, inventory, webhooks, outbox: store.outbox, sendDue: sending.look, now };
  const failed = unless('nobody more can be told of what nobody answers');
  parts.defer(startClimbing({ ...climbing, failed }));
  const running = parts.move();
  return {
    reports,
    look: async () => {
      await freshness.expect();
      settling.look();
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
