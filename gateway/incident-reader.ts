import { clocksOf, type IncidentClocks } from './clocks.ts';
import { fold, type Incident } from './incident.ts';
import type { RecordedEvent } from './incident-event.ts';
import type { MaintenanceWindow } from './maintenance.ts';
import { slaHistory } from './sla-history.ts';
import type { IncidentFilter, Store } from './store/store.ts';
import { readTerms, type Terms } from './terms.ts';

/** An incident with everything that is said of it, as of one instant. */
export interface IncidentView {
  readonly incident: Incident;
  readonly events: readonly RecordedEvent[];
  readonly clocks: IncidentClocks;
}

/** Incidents with their clocks read at `now`, epoch milliseconds. */
export interface IncidentReader {
  readonly list: (filter: IncidentFilter, now: number) => Promise<readonly IncidentView[]>;
  readonly incident: (id: number, now: number) => Promise<IncidentView | undefined>;
}

/** A reader on a store. */
export function incidentReader(store: Store): IncidentReader {
  const termsOf = termsReader(store);
  const view = async (id: number, windows: readonly MaintenanceWindow[], now: number) => {
    const events = await store.history(id);
    const incident = fold(events);
    if (incident === undefined) return undefined;
    const terms = await termsOf(incident.raised.terms);
    const history = slaHistory({ events, terms, windows, now });
    return history && { incident, events, clocks: clocksOf(history) };
  };
  return {
    list: async (filter, now) => {
      const [found, windows] = await Promise.all([store.list(filter), store.maintenance()]);
      const views = await Promise.all(found.map(({ id }) => view(id, windows, now)));
      return views.filter((each) => each !== undefined);
    },
    incident: async (id, now) => view(id, await store.maintenance(), now),
  };
}

/** Terms never change under their digest, so each is read once. */
function termsReader(store: Store): (digest: string) => Promise<Terms> {
  const known = new Map<string, Promise<Terms>>();
  const read = async (digest: string) => {
    const content = await store.terms(digest);
    if (content === undefined) throw new Error(`the store has lost the terms ${digest}`);
    return readTerms(content);
  };
  return (digest) => {
    const terms = known.get(digest) ?? read(digest);
    known.set(digest, terms);
    terms.catch(() => known.delete(digest));
    return terms;
  };
}
