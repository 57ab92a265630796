import type { MaintenanceWindow } from './maintenance.ts';
import type { Plan, Severity } from './plan.ts';

/**
 * What an SLA verdict is a function of. Instants are epoch milliseconds (or count in the `Timescale` handed along with the
 * history); no event lies before `raisedAt` or after `now`.
 */
export interface History {
  readonly plan: Plan;
  /** The severity in force from `raisedAt`. */
  readonly severity: Severity;
  readonly raisedAt: number;
  readonly now: number;
  /** In any order; those at one instant apply in the order given. */
  readonly events: readonly HistoryEvent[];
  /** The announced windows that cover the incident's host or application. */
  readonly maintenance: readonly MaintenanceWindow[];
}

/** Something that happened to an incident and that a clock may care about. */
export type HistoryEvent = { readonly at: number } & (
  | { readonly kind: PlainEventKind }
  | { readonly kind: 'severity-changed'; readonly severity: Severity }
  | { readonly kind: 'information-requested' | 'information-received'; readonly id: string }
  /** The incident left the guarantees: it is not valid, withdrawn by its issuer or merged into another. */
  | { readonly kind: 'ended' }
  /** An event that only a plan's own clocks know, by the name that they use. */
  | { readonly kind: 'own'; readonly name: string; readonly id: string }
);

type PlainEventKind = (typeof plainEventKinds)[number];

/** The kinds of events that carry nothing but their instant. */
export const plainEventKinds = [
  'responded',
  'intervention-started',
  'update-posted',
  'resolved',
  'reopened',
  'alert-cleared',
  'alert-raised',
] as const;

/** The name under which a plan's clocks know an event. */
export function nameOf(event: HistoryEvent): string {
  return event.kind === 'own' ? event.name : event.kind;
}

/** The events in the order in which they apply: by instant, those at one instant as given. */
export function inOrder(events: readonly HistoryEvent[]): readonly HistoryEvent[] {
  return isInOrder(events) ? events : events.toSorted((a, b) => a.at - b.at);
}

/** Most histories come in order, and millions of them. */
function isInOrder(events: readonly HistoryEvent[]): boolean {
  return events.every((event, index) => index === 0 || event.at >= (events[index - 1]?.at ?? 0));
}
