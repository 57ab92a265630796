import type { Severity } from '../../sla/plan.ts';

/** Somebody who may write to the gateway. */
export interface Correspondent {
  /** `customer` for a customer's contact, `engineer` for one of ours. */
  readonly kind: 'customer' | 'engineer';
  readonly name: string;
  /** In small letters. */
  readonly email: string;
  /** The customers whom somebody speaks for; none for an engineer. */
  readonly customers: readonly string[];
}

/** A mail that somebody wrote to the gateway. */
export interface IncomingMail {
  readonly from: Correspondent;
  /** Makes a mail that comes twice recognisable; each one is acted on once. */
  readonly key: string;
  /** The subject without the marks that machines put there. */
  readonly summary: string;
  readonly text: string;
  readonly severity: Severity | null;
  /** The incident that the mail names by what it answers or by its subject; null for none. */
  readonly incident: number | null;
  /** When it was sent, epoch milliseconds. */
  readonly at: number;
  readonly attachments: readonly MailAttachment[];
}

/** A file that came with a mail. */
export interface MailAttachment {
  readonly name: string;
  /** Its media type, such as `image/png`. */
  readonly type: string;
  readonly content: Buffer;
}
