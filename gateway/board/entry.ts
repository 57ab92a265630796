import { openTime } from '../../sla/open-time.ts';
import type { Plan } from '../../sla/plan.ts';
import { type IncidentRecord, type IncidentView, viewAt } from '../incident/incident-reader.ts';
import { fold, type Incident } from '../incident.ts';
import { type RecordedEvent, textOf } from '../incident-event.ts';
import type { MaintenanceWindow } from '../maintenance.ts';

/** The little of an incident that very many of them are filtered and ordered by. */
type BoardIncident = Pick<
  Incident,
  'id' | 'version' | 'raisedAt' | 'severity' | 'respondedAt' | 'interventionStartedAt'
> & { readonly raised: Pick<Incident['raised'], 'customer' | 'host' | 'application'> };

/** An open incident as the board keeps it, with what it is found and ordered by. */
export interface BoardEntry {
  readonly incident: BoardIncident;
  readonly plan: Plan;
  /** The earliest instant to be kept or already missed, epoch milliseconds; null when none is known. */
  readonly nextDue: number | null;
  /** Whether its clocks wait for an answer of the customer. */
  readonly paused: boolean;
  /** Who took it on last; null for nobody. */
  readonly worker: string | null;
  /** What a text is looked for in, in lower case. */
  readonly words: string;
  /** With its clocks read at `now`. */
  readonly at: (now: number) => IncidentView;
}

/**
 * The entry of an open incident. When it is due next follows from what has happened and from the windows that are
 * known: it does not change while nothing more happens, so that a board keeps its order without reading clocks again.
 */
export function boardEntry(
  record: IncidentRecord,
  windows: readonly MaintenanceWindow[],
  now: number,
): BoardEntry {
  const { incident, terms, events } = record;
  const { nextDue } = viewAt(record, windows, now).clocks;
  // Of very many open incidents few are looked at: as text their events take a third of the memory.
  const packed = JSON.stringify(events);
  const at = (instant: number) => {
    const unpacked = JSON.parse(packed) as readonly RecordedEvent[];
    const whole = fold(unpacked);
    if (whole === undefined) throw new Error(`incident ${id} has no event`);
    return viewAt({ incident: whole, terms, events: unpacked }, windows, instant);
  };
  const { id, version, raisedAt, severity, respondedAt, interventionStartedAt, raised } = incident;
  const { customer, host, application } = raised;
  return {
    incident: {
      ...{ id, version, raisedAt, severity, respondedAt, interventionStartedAt },
      raised: { customer, host, application },
    },
    plan: terms.plan,
    nextDue,
    paused: incident.requests.some(({ answeredAt }) => answeredAt === null),
    worker: workerOf(events),
    words: wordsOf(incident, terms.plan),
    at,
  };
}

/** Overdue and due soon first; what cannot become due now (paused, or all clocks stopped) after it, the oldest first. */
export function byNextDue(one: BoardEntry, other: BoardEntry): number {
  const [due, otherDue] = [one.nextDue ?? Infinity, other.nextDue ?? Infinity];
  if (due !== otherDue) return due - otherDue;
  const [raised, otherRaised] = [one.incident.raisedAt, other.incident.raisedAt];
  return raised === otherRaised ? one.incident.id - other.incident.id : raised - otherRaised;
}

/** Whether something that is due was missed at `now`. */
export function isOverdue({ nextDue }: BoardEntry, now: number): boolean {
  return nextDue !== null && nextDue < now;
}

/** Whether the plan's service hours are over at `now`. */
export function isOutsideHours({ plan }: BoardEntry, now: number): boolean {
  return openTime(plan.calendar).opening(now) !== now;
}

/** The last person who said that they look at it or resolve it. */
export function workerOf(events: readonly RecordedEvent[]): string | null {
  const taken = events.findLast(
    ({ event }) => event.kind === 'responded' || event.kind === 'intervention-started',
  );
  return taken?.actor.kind === 'engineer' ? textOf(taken.actor.name) : null;
}

function wordsOf({ id, raised, summary, alerts }: Incident, plan: Plan): string {
  const { customer, application, host, service } = raised;
  const said = alerts.map(
    (alert) => `${alert.host} ${alert.service} ${alert.state} ${alert.output}`,
  );
  return [`#${id}`, customer, application, host, service, plan.name, summary, ...said]
    .join('\n')
    .toLowerCase();
}
