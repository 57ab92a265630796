import { clocksOf, type IncidentClocks } from './clocks.ts';
import { fold, type Incident } from './incident.ts';
import type { RecordedEvent } from './incident-event.ts';
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
  const views = async (ids: readonly number[], now: number) => {
    const windows = await store.maintenance();
    const found: IncidentView[] = [];
    const histories = await store.histories(ids);
    for (const events of ids.map((id) => histories.get(id) ?? [])) {
      const incident = fold(events);
      if (incident === undefined) continue;
      const terms = await termsOf(incident.raised.terms);
      const history = slaHistory({ events, terms, windows, now });
      if (history !== undefined) found.push({ incident, events, clocks: clocksOf(history) });
    }
    return found;
  };
  return {
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
