import type { History } from '../../sla/history.ts';
import { clockEvents } from '../clock-events.ts';
import type { DatedEvent } from '../incident-event.ts';
import { covers, inEffect, type MaintenanceWindow } from '../maintenance.ts';
import type { Terms } from './terms.ts';

/** What a verdict on an incident depends on. */
export interface SlaQuestion {
  /** The incident's events in order of version, at least the first. */
  readonly events: readonly DatedEvent[];
  readonly terms: Terms;
  /** All windows that were ever announced. */
  readonly windows: readonly MaintenanceWindow[];
  readonly now: number;
}

/** An incident as `evaluate` and `explain` of `sla/` want it; undefined when the events do not begin with a raising. */
export function slaHistory({ events, terms, windows, now }: SlaQuestion): History | undefined {
  const [first] = events;
  if (first?.event.kind !== 'raised') return undefined;
  const { at: raisedAt, event: raised } = first;
  const clocks = clockEvents(events);
  // The time of day may have been set back since the last event.
  const latest = Math.max(now, raisedAt, ...clocks.map(({ at }) => at));
  return {
    plan: terms.plan,
    severity: raised.severity,
    raisedAt,
    now: latest,
    events: clocks,
    maintenance: windows
      .filter((window) => covers(window, { raised }))
      .flatMap((window) => inEffect(window, latest) ?? []),
  };
}
