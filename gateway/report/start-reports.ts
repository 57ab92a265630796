import type { Logger } from 'pino';
import type { Store } from '../store/store.ts';
import { startCheckpoints } from './checkpoints/checkpoint-timer.ts';
import { keepSigningKey } from './checkpoints/signing-key.ts';
import type { ReportMail } from './config.ts';
import { startReportMail } from './report-mail.ts';
import { createReports, type Reports } from './reports.ts';

/** What reports are started with. */
export interface ReportingParts {
  readonly store: Store;
  /** Where the installation's key is kept; made when it is missing. */
  readonly keyFile: string;
  readonly mails: readonly ReportMail[];
  /** How people reach the gateway, when that is known. */
  readonly baseUrl: string | undefined;
  /** To be called when something is to be sent. */
  readonly look: () => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: Logger;
  /** Logs an error as what is said, unless it is that the store is away, which is known. */
  readonly unless: (what: string) => (error: unknown) => void;
}

/** Reports, the checkpoints that are made every hour and the reports that are mailed by themselves until `stop`. */
export async function startReports(
  parts: ReportingParts,
): Promise<{ readonly reports: Reports; readonly stop: () => Promise<void> }> {
  const { store, keyFile, now, log, unless } = parts;
  const key = await keepSigningKey(keyFile);
  log.info({ public_key: key.publicKey }, 'checkpoints are signed with this key');
  const contradicted = (problems: readonly string[]) =>
    log.error({ problems: problems.slice(0, 20) }, 'the log contradicts its last checkpoint');
  const reports = createReports({ store, key, now, contradicted });
  const failed = unless('no checkpoint could be made');
  const checkpoints = startCheckpoints({ store, key, now, contradicted, failed });
  const mail = startReportMail({ ...parts, reports, failed: unless('no report could be mailed') });
  return {
    reports,
    stop: async () => {
      await Promise.all([checkpoints.stop(), mail.stop()]);
    },
  };
}
