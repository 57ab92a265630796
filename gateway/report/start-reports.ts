import type { Logger } from 'pino';
import { type CheckpointTimerParts, startCheckpoints } from './checkpoint-timer.ts';
import { createReports, type ReportParts, type Reports } from './reports.ts';
import { keepSigningKey } from './signing-key.ts';

/** What reports are started with. */
export interface ReportingParts {
  readonly store: ReportParts['store'] & CheckpointTimerParts['store'];
  /** Where the installation's key is kept; made when it is missing. */
  readonly keyFile: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: Logger;
}

/** Reports, and the checkpoints that are made every hour until `stop`. */
export async function startReports({
  store,
  keyFile,
  now,
  log,
}: ReportingParts): Promise<{ readonly reports: Reports; readonly stop: () => Promise<void> }> {
  const key = await keepSigningKey(keyFile);
  const contradicted = (problems: readonly string[]) =>
    log.error({ problems: problems.slice(0, 20) }, 'the log contradicts its last checkpoint');
  const failed = (err: unknown) => log.error({ err }, 'no checkpoint could be made');
  log.info({ public_key: key.publicKey }, 'checkpoints are signed with this key');
  const { stop } = startCheckpoints({ store, key, now, contradicted, failed });
  return { reports: createReports({ store, key, now, contradicted }), stop };
}
