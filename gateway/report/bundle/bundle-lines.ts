import type { ComplianceReport } from '../../../sla/compliance/data.ts';
import type { ReportQuestion } from '../../../sla/compliance.ts';
import type { LogEntry } from '../../incident/chain.ts';
import type { SignedCheckpoint } from '../checkpoints/checkpoint.ts';
import type { Head, SaltedText, WindowEntry } from '../log-pages.ts';

/** The format that this program writes and reads. */
export const bundleFormat = 'watchclock-bundle-1';

/**
 * A line of a bundle: canonical JSON, one object a line, in the order of these kinds. A bundle is all that somebody needs
 * to compute a report again without the store; see README.md.
 */
export type BundleLine =
  | BundleHead
  | CheckpointLine
  /** The digest over one customer's heads; the root of the last checkpoint covers all of them. */
  | { readonly kind: 'customer'; readonly digest: string }
  | HeadLine
  | TermsLine
  | WindowLine
  | TextLine
  | EventLine
  | ReportLine
  | BundleSeal;

/** The first line: what the report was to be about. */
interface BundleHead {
  readonly kind: 'bundle';
  readonly format: typeof bundleFormat;
  readonly question: ReportQuestion;
}

/** All checkpoints from the first to the last one, in order. */
type CheckpointLine = { readonly kind: 'checkpoint' } & SignedCheckpoint;

/** What the last checkpoint says of an incident; of all that the question's customer has, or of all there are. */
type HeadLine = { readonly kind: 'head' } & Head;

/** Plan, calendar and engine version, as JSON text under its digest. */
interface TermsLine {
  readonly kind: 'terms';
  readonly digest: string;
  /** Null for terms that no incident in the bundle names. */
  readonly content: string | null;
}

/** An announced window; of other customers only the hash that the next one names. */
export type WindowLine =
  | ({ readonly kind: 'window' } & WindowEntry)
  | { readonly kind: 'window'; readonly position: number; readonly hash: string };

/** A personal text that the report shows. */
type TextLine = { readonly kind: 'text' } & SaltedText;

/** A log entry of an incident that the report, or its trend, may count. */
type EventLine = { readonly kind: 'event' } & LogEntry;

/** The report as it was computed. */
export interface ReportLine {
  readonly kind: 'report';
  readonly report: ComplianceReport;
  readonly digest: string;
}

/** The last line: the SHA-256 of all bytes before it, signed. */
export interface BundleSeal {
  readonly kind: 'seal';
  readonly digest: string;
  readonly signature: string;
}
