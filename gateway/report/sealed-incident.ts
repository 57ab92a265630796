import { measure } from '../../sla/compliance/case.ts';
import type { Standing } from '../../sla/compliance/data.ts';
import type { ReportedIncident, SeverityChange } from '../../sla/compliance/reported.ts';
import type { HistoryEvent } from '../../sla/history.ts';
import { slaHistory } from '../incident/sla-history.ts';
import type { Terms } from '../incident/terms.ts';
import type { IncidentEvent, Personal, Raised } from '../incident-event.ts';
import type { SealedEvent } from './log-pages.ts';
import type { WindowsOf } from './report-windows.ts';
import { silencesIn } from './silences.ts';

/** An incident as a report takes it in, the personal texts still digests. It may be remembered: it holds nothing personal. */
export interface SealedIncident extends Omit<ReportedIncident, 'plan'> {
  /** The digest of the terms that name the plan. */
  readonly terms: string;
  /** The digest of why it is not valid or was withdrawn. */
  readonly reason: string | null;
}

/** What an incident is measured against. */
export interface Measuring {
  readonly termsOf: (digest: string) => Terms;
  readonly windowsOf: WindowsOf;
  /** Epoch milliseconds: the `now` of running clocks. */
  readonly asOf: number;
}

/** Measures an incident from its events, all of them in order; undefined when they do not begin with a raising. */
export function sealedIncident(
  events: readonly SealedEvent[],
  { termsOf, windowsOf, asOf }: Measuring,
): SealedIncident | undefined {
  const [first] = events;
  if (first?.event.kind !== 'raised') return undefined;
  const { incident, at: raisedAt, event: raised } = first;
  const windows = windowsOf(raised.customer, raisedAt);
  const history = slaHistory({ events, terms: termsOf(raised.terms), windows, now: asOf });
  if (history === undefined) return undefined;
  const measured = measure(history);
  const left = leaving(events);
  const missed = measured.clocks.some(({ verdict }) => verdict === 'missed');
  return {
    ...{ incident, raisedAt, measured },
    customer: raised.customer,
    terms: raised.terms,
    ...standingOf(raised, left),
    reason: reasonOf(left),
    severity: raised.severity,
    changes: changesIn(events, history.events),
    asked: measured.pauses.length === 0 ? {} : askedIn(events),
    trouble: missed ? troubleIn(events) : null,
    silences: silencesIn(events),
  };
}

type Leaving = Extract<IncidentEvent, { kind: 'declared-not-valid' | 'withdrawn' | 'merged' }>;

/** The event that took the incident out of the guarantees, for good. */
function leaving(events: readonly SealedEvent[]): Leaving | undefined {
  for (const { event } of events) {
    if (event.kind === 'declared-not-valid') return event;
    if (event.kind === 'withdrawn' || event.kind === 'merged') return event;
  }
  return undefined;
}

const standings = {
  'declared-not-valid': 'not valid',
  withdrawn: 'withdrawn',
  merged: 'merged',
} as const satisfies Record<Leaving['kind'], Standing>;

function standingOf(
  { notGuaranteed }: Raised,
  left: Leaving | undefined,
): Pick<SealedIncident, 'standing' | 'why'> {
  if (left?.kind === 'merged') return { standing: 'merged', why: [`into ${left.into}`] };
  if (left !== undefined) return { standing: standings[left.kind], why: [] };
  if (notGuaranteed.length === 0) return { standing: 'guaranteed', why: [] };
  return { standing: 'not guaranteed', why: notGuaranteed };
}

function reasonOf(left: Leaving | undefined): string | null {
  return left === undefined || left.kind === 'merged' ? null : digestIn(left.reason);
}

/** Of several changes at one instant only the last counts; they are told in the order in which the clocks see them. */
function changesIn(
  events: readonly SealedEvent[],
  history: readonly HistoryEvent[],
): SeverityChange[] {
  if (!history.some(({ kind }) => kind === 'severity-changed')) return [];
  const [first] = events;
  const changes = events.flatMap(({ at, actor, event }): SeverityChange[] =>
    event.kind === 'severity-changed'
      ? [
          {
            at: Math.max(at, first?.at ?? at),
            severity: event.severity,
            by: actor.kind,
            side: actor.kind === 'customer' ? 'customer' : 'support',
          },
        ]
      : [],
  );
  return changes.toSorted((one, other) => one.at - other.at);
}

function askedIn(events: readonly SealedEvent[]): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    events.flatMap(({ event }) =>
      event.kind === 'information-requested' ? [[event.id, digestIn(event.whom)]] : [],
    ),
  );
}

function troubleIn(events: readonly SealedEvent[]): string | null {
  const last = events.findLast(({ event }) => event.kind === 'resolved')?.event;
  return last?.kind === 'resolved' ? digestIn(last.cause) : null;
}

function digestIn({ personal }: Personal): string | null {
  return personal;
}
