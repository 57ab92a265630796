import type { Figure } from '../../sla/compliance/behind.ts';
import type { Period } from '../../sla/compliance/period.ts';
import type { ReportQuestion } from '../../sla/compliance.ts';
import { standard } from '../../sla/plan.ts';
import { incidentsBehind } from './behind.ts';
import { writeBundle } from './bundle/write-bundle.ts';
import type { SignedCheckpoint } from './checkpoints/checkpoint.ts';
import { type CheckpointStore, makeCheckpoint } from './checkpoints/make-checkpoint.ts';
import type { SigningKey } from './checkpoints/signing-key.ts';
import { complianceReport, type DigestedReport } from './compliance.ts';
import type { ReportStore } from './read-incidents.ts';

/** What gives reports to whoever may read them. */
export interface Reports {
  /** A compliance report as of now; every report has a checkpoint of the log behind it (house.md section 6). */
  readonly compliance: (question: Omit<ReportQuestion, 'asOf'>) => Promise<DigestedReport>;
  /** The numbers of the incidents behind a figure of such a report, as of now. */
  readonly behind: (
    question: Omit<ReportQuestion, 'asOf'>,
    figure: Figure,
  ) => Promise<readonly number[]>;
  /** Writes such a report with all that it was computed from; `write` takes the lines in order, each with its end. */
  readonly bundle: (
    question: Omit<ReportQuestion, 'asOf'>,
    write: (text: string) => Promise<void>,
  ) => Promise<DigestedReport>;
  /** The last checkpoint; undefined before the first. */
  readonly checkpoint: () => Promise<SignedCheckpoint | undefined>;
  /** The installation's public key, in hex. */
  readonly publicKey: string;
}

/** What reports are made with. */
export interface ReportParts {
  readonly store: ReportStore & CheckpointStore;
  readonly key: SigningKey;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told when the log contradicts its last checkpoint. */
  readonly contradicted: (problems: readonly string[]) => void;
}

/** Reports on a store. */
export function createReports({ store, key, now, contradicted }: ReportParts): Reports {
  return {
    compliance: async (question) => {
      const asOf = now();
      const { problems } = await makeCheckpoint(store, { now: asOf, key });
      if (problems.length > 0) contradicted(problems);
      return complianceReport(store, { ...question, asOf }, { from: 'remember' });
    },
    behind: (question, figure) => incidentsBehind(store, { ...question, asOf: now() }, figure),
    bundle: async (question, write) => {
      const asOf = now();
      const { problems } = await makeCheckpoint(store, { now: asOf, key, always: true });
      if (problems.length > 0) contradicted(problems);
      return writeBundle({ store, key, question: { ...question, asOf }, write });
    },
    checkpoint: () => store.checkpoints.last(),
    publicKey: key.publicKey,
  };
}

/** The period of a report for which none, or only one end, was asked: from the first of the month, and up to today. */
export function periodOf(asked: Partial<Period>, now: number): Period {
  const { zone } = standard.calendar;
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const { from = today.with({ day: 1 }).toString(), to = today.toString() } = asked;
  return { from, to };
}
