import { clocksOf, type IncidentClocks } from '../clocks.ts';
import { fold, type Incident } from '../incident.ts';
import type { RecordedEvent } from '../incident-event.ts';
import type { MaintenanceWindow } from '../maintenance.ts';
import type { IncidentFilter, Store } from '../store/store.ts';
import { slaHistory } from './sla-history.ts';
import type { Terms } from './terms.ts';
import { termsReader } from './terms-reader.ts';

/** An incident with everything that is said of it, as of one instant. */
export interface IncidentView {
  readonly incident: Incident;
  readonly events: readonly RecordedEvent[];
  readonly clocks: IncidentClocks;
}

/** All of an incident that its clocks are read from, at any `now`. */
export interface IncidentRecord {
  readonly incident: Incident;
  readonly events: readonly RecordedEvent[];
  readonly terms: Terms;
}

/** Incidents with their clocks read at `now`, epoch milliseconds. */
export interface IncidentReader {
  readonly list: (filter: IncidentFilter, now: number) => Promise<readonly IncidentView[]>;
  readonly incident: (id: number, now: number) => Promise<IncidentView | undefined>;
  /** Those of these incidents that there are, in this order. */
  readonly records: (ids: readonly number[]) => Promise<readonly IncidentRecord[]>;
}

/** A reader on a store. */
export function incidentReader(store: Store): IncidentReader {
  const termsOf = termsReader(store);
  const records = async (ids: readonly number[]) => {
    const found: IncidentRecord[] = [];
    const histories = await store.histories(ids);
    for (const events of ids.map((id) => histories.get(id) ?? [])) {
      const incident = fold(events);
      if (incident === undefined) continue;
      found.push({ incident, events, terms: await termsOf(incident.raised.terms) });
    }
    return found;
  };
  const views = async (ids: readonly number[], now: number) => {
    const windows = await store.maintenance();
    return (await records(ids)).map((record) => viewAt(record, windows, now));
  };
  return {
    records,
    list: async (filter, now) => {
      const listed = await store.list(filter);
      return views(
        listed.map(({ id }) => id),
        now,
      );
    },
    incident: async (id, now) => (await views([id], now))[0],
  };
}

/** An incident with its clocks read at `now`; `windows` are all that were ever announced. */
export function viewAt(
  { incident, events, terms }: IncidentRecord,
  windows: readonly MaintenanceWindow[],
  now: number,
): IncidentView {
  const history = slaHistory({ events, terms, windows, now });
  if (history === undefined)
    throw new Error(`incident ${incident.id} does not begin with a raising`);
  return { incident, events, clocks: clocksOf(history) };
}
