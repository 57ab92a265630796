import type { Severity } from '../sla/plan.ts';
import type { AlertState, Watched } from './signal.ts';

/** A name or a text that a person wrote. The store keeps it beside the log under a digest; null once it was erased. */
export interface Personal {
  readonly personal: string | null;
}

/** Who did something. */
export type Actor =
  | { readonly kind: 'monitoring'; readonly source: string }
  | { readonly kind: 'engineer' | 'customer'; readonly name: Personal }
  | { readonly kind: 'gateway' };

/** What one watched thing of an incident last said. */
export interface Alert extends Watched {
  readonly state: AlertState;
  readonly output: string;
  /** When the source said so, epoch milliseconds. */
  readonly at: number;
  /** The monitoring system's name of the problem, null if it gave none. */
  readonly problem: string | null;
}

/** What an incident was raised on: an alert, or what a person said. */
type Cause =
  | { readonly by: 'alert'; readonly alert: Alert; readonly longOutput: string }
  | {
      readonly by: 'person';
      readonly channel: 'web' | 'e-mail' | 'phone';
      readonly summary: Personal;
      readonly description: Personal;
      /** The time of raising lies before the time of entry. */
      readonly enteredAfterwards: boolean;
    };

/** The first event of every incident: whose, about what, and under which terms. */
export interface Raised {
  readonly kind: 'raised';
  /** The customer's name in the inventory; null when the host is in no inventory. */
  readonly customer: string | null;
  readonly application: string | null;
  readonly host: string | null;
  readonly service: string | null;
  readonly source: string;
  /** Proposed, in force until somebody sets the formal one. */
  readonly severity: Severity;
  readonly because: string;
  /** The digest under which the store keeps plan, calendar and engine version of this incident. */
  readonly terms: string;
  /** Why the guarantees do not apply; empty when they do. */
  readonly notGuaranteed: readonly string[];
  readonly cause: Cause;
}

/** One thing that happened to an incident; `at`, receipt and actor stand beside it in the log. */
export type IncidentEvent =
  | Raised
  | AlertEvent
  | ClockEvent
  | JudgementEvent
  /** One that the customer may read is written for it, or comes from it (incident/internal.ts). */
  | { readonly kind: 'note'; readonly text: Personal; readonly forCustomer?: true }
  /** A file that somebody sent; the store keeps its content beside the log under the digest. */
  | {
      readonly kind: 'attached';
      readonly name: Personal;
      readonly type: string;
      /** Bytes. */
      readonly size: number;
      readonly digest: string;
    }
  | { readonly kind: 'solution-linked'; readonly solution: string }
  | { readonly kind: 'closed' };

/** What monitoring said after the incident was raised. */
type AlertEvent =
  | {
      readonly kind: 'problem-repeated' | 'state-changed' | 'output-changed';
      readonly alert: Alert;
    }
  /** `over`: nothing of the incident is in trouble any more. */
  | { readonly kind: 'alert-cleared'; readonly alert: Alert; readonly over: boolean }
  /** `back`: the trouble had been over. Also a service that joins its host's incident. */
  | { readonly kind: 'alert-raised'; readonly alert: Alert; readonly back: boolean }
  /** Older than what is known already: kept, and without effect. */
  | { readonly kind: 'signal-late'; readonly alert: Alert }
  | { readonly kind: 'flapping-started' | 'flapping-stopped'; readonly watched: Watched }
  | {
      readonly kind: 'acknowledged';
      readonly watched: Watched;
      readonly author: Personal;
      readonly comment: Personal;
    }
  | {
      readonly kind: 'downtime-linked';
      readonly watched: Watched;
      readonly phase: 'started' | 'ended' | 'cancelled';
      readonly comment: Personal;
    };

/** What can start, stop, pause or retarget the contract's clocks. */
type ClockEvent =
  /** `formal`: set by a person, not proposed by the gateway. */
  | {
      readonly kind: 'severity-changed';
      readonly severity: Severity;
      readonly formal: boolean;
      readonly because: string;
    }
  | { readonly kind: 'responded' | 'intervention-started' }
  | {
      readonly kind: 'information-requested';
      readonly id: string;
      readonly whom: Personal;
      readonly what: Personal;
    }
  | { readonly kind: 'information-received'; readonly id: string; readonly text: Personal }
  | { readonly kind: 'update-posted'; readonly text: Personal }
  | { readonly kind: 'resolved'; readonly byItself: boolean; readonly cause: Personal }
  /** A resolution by itself that a late signal shows never to have been: as if it had not happened. */
  | { readonly kind: 'resolution-voided' }
  | { readonly kind: 'reopened'; readonly reason: Personal }
  /** An event that only the clocks of the customer's own plan know; what starts and ends a pause shares its id. */
  | { readonly kind: 'plan-event'; readonly name: string; readonly id: string };

/** What takes an incident out of the guarantees, or confirms that it belongs there. */
type JudgementEvent =
  | { readonly kind: 'validity-confirmed' }
  | { readonly kind: 'declared-not-valid' | 'withdrawn'; readonly reason: Personal }
  | { readonly kind: 'merged'; readonly into: number }
  /** The survivor's side of a merge: it goes on watching `alerts`; `back`: they bring trouble that had been over. */
  | {
      readonly kind: 'absorbed';
      readonly incident: number;
      readonly alerts: readonly Alert[];
      readonly back: boolean;
    };

/** An event as the log holds it. Times are epoch milliseconds; `at` is the source's, never later than the receipt. */
export interface RecordedEvent {
  readonly incident: number;
  /** 1 for the first event of an incident, then one more each. */
  readonly version: number;
  readonly at: number;
  readonly receivedAt: number;
  readonly actor: Actor;
  readonly event: IncidentEvent;
}

/** An event and when it happened: all that a clock wants to know. */
export type DatedEvent = Pick<RecordedEvent, 'at' | 'event'>;

/** A text as it is kept apart from the log. */
export function personal(text: string): Personal {
  return { personal: text };
}

/** What to show of a personal text: itself, or that it was erased. */
export function textOf(text: Personal): string {
  return text.personal ?? '(erased)';
}
