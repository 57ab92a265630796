import type { Severity } from '../sla/plan.ts';
import type { Alert, IncidentEvent, Personal } from './incident-event.ts';
import type { Notification, PassiveResult, Report } from './signal.ts';

/** What is known of a watched thing before an incident of it exists: from the inventory, at the time of the signal. */
export interface Opening {
  readonly customer: string | null;
  readonly application: string | null;
  readonly severity: Severity;
  /** Which rule proposed the severity, as a phrase. */
  readonly because: string;
  /** The digest of the terms (plan, calendar, engine) now in force for the customer. */
  readonly terms: string;
  readonly notGuaranteed: readonly string[];
}

/** What somebody, or something, asks of one incident. */
export type Command =
  | {
      readonly kind: 'signal';
      readonly signal: PassiveResult | Notification;
      readonly opening: Opening;
    }
  | {
      readonly kind: 'report';
      readonly report: Report;
      readonly opening: Opening;
      readonly enteredAfterwards: boolean;
    }
  /** The settling time is over: resolve what recovered by itself. */
  | { readonly kind: 'settle' }
  /** The survivor's side of a merge. */
  | { readonly kind: 'absorbed'; readonly incident: number; readonly alerts: readonly Alert[] }
  | PersonCommand;

/** What a person can ask; the names are those of the events that follow. */
export type PersonCommand =
  | { readonly kind: 'severity-changed'; readonly severity: Severity; readonly because: string }
  | { readonly kind: 'responded' | 'intervention-started' | 'validity-confirmed' | 'closed' }
  | {
      readonly kind: 'information-requested';
      /** Null for one that is not in use. */
      readonly id: string | null;
      readonly whom: Personal;
      readonly what: Personal;
    }
  | { readonly kind: 'information-received'; readonly id: string; readonly text: Personal }
  | { readonly kind: 'update-posted'; readonly text: Personal }
  | { readonly kind: 'note'; readonly text: Personal; readonly forCustomer?: true }
  | { readonly kind: 'resolved'; readonly cause: Personal }
  | { readonly kind: 'plan-event'; readonly name: string; readonly id: string }
  | { readonly kind: 'reopened' | 'declared-not-valid' | 'withdrawn'; readonly reason: Personal }
  /** `raisedAt` is the survivor's. */
  | { readonly kind: 'merged'; readonly into: number; readonly raisedAt: number }
  | { readonly kind: 'solution-linked'; readonly solution: string };

/** When a command takes effect (epoch milliseconds, the source's time), and the periods in force. */
export interface Circumstances {
  readonly at: number;
  /** When it was received; what is known of a later time comes from a clock that was ahead. */
  readonly receivedAt: number;
  readonly periods: Periods;
}

/** The two configured periods of service.md rules 11 and 12, in milliseconds. */
export interface Periods {
  /** How long an alert must stay clear, and how long monitoring may reopen after a resolution. */
  readonly settling: number;
  /** How long a person may reopen after a resolution. */
  readonly reopening: number;
}

/** Why a command cannot be followed, as a sentence for whoever gave it. */
export interface Refusal {
  readonly refused: string;
}

/** The events that follow from a command, none when nothing is new, or why it cannot be followed. */
export type Decision = readonly IncidentEvent[] | Refusal;
