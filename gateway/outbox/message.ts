/** Somebody to write to. */
export interface Recipient {
  readonly name: string;
  readonly email: string;
}

/** Something that must be sent once, as it is written in the transaction of its cause. */
export interface Message {
  /** Names the cause and whom the message goes to; while the store knows a key, no other message takes it. */
  readonly key: string;
  readonly content: Content;
  /** Not to be sent before, epoch milliseconds; at once when left out. */
  readonly notBefore?: number;
}

/** What is sent, and where to. */
export type Content = IncidentMail | WrittenMail | WebhookCall | NagiosCommands;

/** A mail about an incident. Its text is made when it is sent, so that no copy of it lies beside the log. */
export interface IncidentMail {
  readonly kind: 'incident-mail';
  readonly incident: number;
  /** Its key in the inventory; null when the incident is nobody's. */
  readonly customer: string | null;
  /** As whom the recipient reads it. */
  readonly role: Role;
  readonly topic: Topic;
  readonly to: Recipient;
  /** The version of the event that the mail is about, null for what a timer noticed. */
  readonly version: number | null;
  /** What a timer noticed, null for an event. */
  readonly moment: Moment | null;
}

/** On which side of the contract somebody stands. */
export type Role = 'engineer' | 'customer';

/** What a mail about an incident can be about. */
export type Topic = (typeof topics)[number];

/** All of them. */
export const topics = [
  'raised',
  'opening',
  'due soon',
  'overdue',
  'update due',
  'question',
  'answer',
  'note',
  'update',
  'resolved',
  'reopened',
] as const;

/** What a timer noticed of a clock. Instants and spans are milliseconds. */
export interface Moment {
  /** The clock's name: that of an objective, or `status update`. */
  readonly clock: string;
  /** How much of its time was used: 0 at the opening, 1 for all of it. */
  readonly share: number;
  /** When it was so. */
  readonly at: number;
  /** How long after that it was noticed, because no gateway ran; 0 when it was noticed in time. */
  readonly late: number;
  /** Milder moments of the same clock that passed unnoticed before this one. */
  readonly passed: readonly { readonly share: number; readonly at: number }[];
}

/** A mail as somebody wrote it; the store keeps its text until it is dropped. */
export interface WrittenMail {
  readonly kind: 'mail';
  readonly to: Recipient;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** The incident whose conversation it belongs to; null for none. */
  readonly incident: number | null;
  /** The Message-ID that it answers, with its angle brackets. */
  readonly inReplyTo?: string;
}

/** A call of a webhook; its body is made when it is sent. */
export interface WebhookCall {
  readonly kind: 'webhook';
  readonly url: string;
  /** Such as `incident.resolved`. */
  readonly type: string;
  readonly incident: number;
  /** As for a mail. */
  readonly version: number | null;
  readonly moment: Moment | null;
  /** When it happened, epoch milliseconds. */
  readonly at: number;
}

/** External commands for the Nagios of a site, each in one line and without a newline, in their order. */
export interface NagiosCommands {
  readonly kind: 'nagios';
  readonly site: string;
  readonly commands: readonly string[];
  /** Results that others sent: they lose their meaning within minutes, and nobody asks for them again. */
  readonly passing: boolean;
}

/** How a message goes out. */
export type Channel = Content['kind'];
