import { until } from '../../until.ts';
import { type StandInCore, startCore } from './stand-in-core.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

/** A worker that has registered with a stand-in of Core. */
export interface WorkerAndCore {
  readonly core: StandInCore;
  readonly worker: WorkerProcess;
  readonly end: () => Promise<void>;
}

/** Starts both, and waits for the registration. */
export async function startWorkerAndCore(): Promise<WorkerAndCore> {
  const core = await startCore();
  const worker = startWorker(['--query-socket', core.querySocket]);
  await until('the registration', () => worker.registrations() === 1 || undefined);
  const end = async () => {
    await worker.kill();
    core.close();
  };
  return { core, worker, end };
}
