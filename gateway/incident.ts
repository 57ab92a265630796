import type { Severity } from '../sla/plan.ts';
import type { Alert, IncidentEvent, Raised, RecordedEvent } from './incident-event.ts';
import { textOf } from './incident-event.ts';
import type { Watched } from './signal.ts';
import { isSame } from './signal.ts';

/** Where an incident stands; the last three stand outside the guarantees. */
export type IncidentStatus = 'open' | 'resolved' | 'closed' | 'not valid' | 'withdrawn' | 'merged';

/** What the events of one incident add up to. Times are epoch milliseconds. */
export interface Incident {
  readonly id: number;
  /** The version of the last event. */
  readonly version: number;
  readonly raised: Raised;
  readonly raisedAt: number;
  readonly summary: string;
  readonly status: IncidentStatus;
  readonly severity: Severity;
  /** Whether a person has set the severity. */
  readonly formal: boolean;
  readonly validity: 'unconfirmed' | 'confirmed' | 'not valid';
  readonly alerts: readonly Alert[];
  /** Since when nothing of it is in trouble; null while something is, or when no monitoring watches it. */
  readonly clearedAt: number | null;
  readonly respondedAt: number | null;
  readonly interventionStartedAt: number | null;
  readonly resolvedAt: number | null;
  readonly resolvedByItself: boolean;
  readonly requests: readonly InformationRequest[];
  readonly flapping: readonly Watched[];
  readonly solutions: readonly string[];
  readonly mergedInto: number | null;
}

/** Something asked of the customer; the guaranteed times are paused while one is open. */
interface InformationRequest {
  readonly id: string;
  readonly whom: string;
  readonly what: string;
  readonly at: number;
  readonly answeredAt: number | null;
}

/** Adds one event to an incident; the first must be `raised`, and versions must follow on each other. */
export function evolve(incident: Incident | undefined, recorded: RecordedEvent): Incident {
  const { event, version } = recorded;
  if (version !== (incident?.version ?? 0) + 1) {
    throw new Error(`incident ${recorded.incident}: version ${version} does not follow on`);
  }
  if (event.kind === 'raised') return start(event, recorded);
  if (incident === undefined) {
    throw new Error(`incident ${recorded.incident} begins with "${event.kind}"`);
  }
  return { ...incident, ...change(incident, event, recorded.at), version };
}

/** The incident after all its events, in order of version; undefined for none. */
export function fold(events: readonly RecordedEvent[]): Incident | undefined {
  return events.reduce<Incident | undefined>(evolve, undefined);
}

/** Whether the guarantees are out of play for good: not valid, withdrawn or merged. */
export function isOutside({ status }: Incident): boolean {
  return status === 'not valid' || status === 'withdrawn' || status === 'merged';
}

/**
 * Whether something was said before a person resolved the incident; all times in epoch milliseconds. A resolution that
 * is still to come at `receivedAt` was dated by a clock that was ahead, and says nothing.
 */
export function precedesResolution(
  { resolvedAt, resolvedByItself }: Incident,
  { at }: { readonly at: number },
  receivedAt: number,
): boolean {
  return resolvedAt !== null && !resolvedByItself && resolvedAt <= receivedAt && at < resolvedAt;
}

/** What the incident knows of one watched thing. */
export function alertOf(incident: Incident, watched: Watched): Alert | undefined {
  return incident.alerts.find((alert) => isSame(alert, watched));
}

function start(raised: Raised, { incident, version, at }: RecordedEvent): Incident {
  return {
    id: incident,
    version,
    raised,
    raisedAt: at,
    summary: summaryOf(raised),
    status: 'open',
    severity: raised.severity,
    formal: false,
    validity: 'unconfirmed',
    alerts: raised.cause.by === 'alert' ? [raised.cause.alert] : [],
    clearedAt: null,
    respondedAt: null,
    interventionStartedAt: null,
    resolvedAt: null,
    resolvedByItself: false,
    requests: [],
    flapping: [],
    solutions: [],
    mergedInto: null,
  };
}

function summaryOf({ cause, host, service }: Raised): string {
  if (cause.by === 'person') return textOf(cause.summary);
  const { state, output } = cause.alert;
  return `${service === null ? '' : `${service} on `}${host} is ${state}: ${output}`;
}

type LaterEvent = Exclude<IncidentEvent, Raised>;

/** One case an event kind: long because there are many kinds, straight because each stands alone. */
function change(incident: Incident, event: LaterEvent, at: number): Partial<Incident> {
  switch (event.kind) {
    case 'problem-repeated':
    case 'state-changed':
    case 'output-changed':
      return { alerts: withAlert(incident.alerts, event.alert) };
    case 'alert-cleared':
      return {
        alerts: withAlert(incident.alerts, event.alert),
        clearedAt: event.over ? at : null,
      };
    case 'alert-raised':
      return { alerts: withAlert(incident.alerts, event.alert), clearedAt: null };
    case 'flapping-started':
      return { flapping: [...without(incident.flapping, event.watched), event.watched] };
    case 'flapping-stopped':
      return { flapping: without(incident.flapping, event.watched) };
    case 'severity-changed':
      return { severity: event.severity, formal: event.formal };
    case 'responded':
      return { respondedAt: incident.respondedAt ?? at };
    case 'intervention-started':
      return { interventionStartedAt: incident.interventionStartedAt ?? at };
    case 'information-requested':
      return { requests: [...incident.requests, request(event, at)] };
    case 'information-received':
      return { requests: answered(incident.requests, event.id, at) };
    case 'resolved':
      return { status: 'resolved', resolvedAt: at, resolvedByItself: event.byItself };
    case 'reopened':
    case 'resolution-voided':
      return { status: 'open', resolvedAt: null, resolvedByItself: false };
    case 'validity-confirmed':
      return { validity: 'confirmed' };
    case 'declared-not-valid':
      return { status: 'not valid', validity: 'not valid' };
    case 'withdrawn':
      return { status: 'withdrawn' };
    case 'merged':
      return { status: 'merged', mergedInto: event.into };
    case 'absorbed':
      return absorbed(incident, event);
    case 'solution-linked':
      return { solutions: [...incident.solutions, event.solution] };
    case 'closed':
      return { status: 'closed' };
    case 'signal-late':
    case 'acknowledged':
    case 'downtime-linked':
    case 'update-posted':
    case 'plan-event':
    case 'note':
    case 'attached':
      return {};
  }
}

function withAlert(alerts: readonly Alert[], alert: Alert): readonly Alert[] {
  return [...without(alerts, alert), alert];
}

function without<Thing extends Watched>(things: readonly Thing[], gone: Watched): Thing[] {
  return things.filter((thing) => !isSame(thing, gone));
}

function request(
  { id, whom, what }: Extract<IncidentEvent, { kind: 'information-requested' }>,
  at: number,
): InformationRequest {
  return { id, whom: textOf(whom), what: textOf(what), at, answeredAt: null };
}

function answered(requests: readonly InformationRequest[], id: string, at: number) {
  return requests.map((asked) => (asked.id === id ? { ...asked, answeredAt: at } : asked));
}

function absorbed(
  { alerts, clearedAt }: Incident,
  { alerts: others, back }: Extract<IncidentEvent, { kind: 'absorbed' }>,
): Partial<Incident> {
  return { alerts: [...alerts, ...others], clearedAt: back ? null : clearedAt };
}
