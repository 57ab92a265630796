import type { HistoryEvent } from '../sla/history.ts';
import type { DatedEvent, IncidentEvent } from './incident-event.ts';

type ClockEffect = DistributiveOmit<HistoryEvent, 'at'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/**
 * The history of one incident, in order of version, as its clocks see it. A source whose clock is behind cannot
 * speak of a time before the incident was raised: such events count from the raising on.
 */
export function clockEvents(history: readonly DatedEvent[]): HistoryEvent[] {
  const raisedAt = history[0]?.at ?? 0;
  const events: HistoryEvent[] = [];
  for (const { at, event } of withoutVoided(history)) {
    for (const effect of effects(event)) events.push({ at: Math.max(at, raisedAt), ...effect });
  }
  return events;
}

/** A resolution by itself that turned out never to have been takes no part in any clock. */
function withoutVoided(history: readonly DatedEvent[]): readonly DatedEvent[] {
  if (!history.some(({ event }) => event.kind === 'resolution-voided')) return history;
  const voided = new Set(
    history.flatMap(({ event }, index) =>
      event.kind === 'resolution-voided' ? [lastResolution(history.slice(0, index))] : [],
    ),
  );
  return history.filter((_, index) => !voided.has(index));
}

function lastResolution(history: readonly DatedEvent[]): number {
  return history.findLastIndex(({ event }) => event.kind === 'resolved');
}

/** What each kind of event does to the clocks; most do nothing. */
function effects(event: IncidentEvent): readonly ClockEffect[] {
  switch (event.kind) {
    case 'responded':
    case 'intervention-started':
    case 'update-posted':
    case 'resolved':
    case 'reopened':
      return [{ kind: event.kind }];
    case 'declared-not-valid':
    case 'withdrawn':
    case 'merged':
      // Outside the guarantees the clocks stop there (service.md rule 15).
      return [{ kind: 'ended' }];
    case 'severity-changed':
      return [{ kind: event.kind, severity: event.severity }];
    case 'information-requested':
    case 'information-received':
      return [{ kind: event.kind, id: event.id }];
    case 'plan-event':
      return [{ kind: 'own', name: event.name, id: event.id }];
    case 'alert-cleared':
      return event.over ? [{ kind: event.kind }] : [];
    case 'alert-raised':
    case 'absorbed':
      return event.back ? [{ kind: 'alert-raised' }] : [];
    case 'raised':
    case 'problem-repeated':
    case 'state-changed':
    case 'output-changed':
    case 'signal-late':
    case 'flapping-started':
    case 'flapping-stopped':
    case 'acknowledged':
    case 'downtime-linked':
    case 'resolution-voided':
    case 'validity-confirmed':
    case 'solution-linked':
    case 'note':
    case 'attached':
    case 'closed':
      return [];
  }
}
