import { carriedBy, type Place, placeKey } from './carried.ts';
import { evolve, type Incident } from './incident.ts';
import type { Actor, IncidentEvent, RecordedEvent } from './incident-event.ts';
import type { Batch, Claim, Store } from './store/store.ts';

/** What a batch of requests will ask about. */
export interface Needs {
  readonly keys: readonly string[];
  readonly places: readonly Place[];
  readonly incidents: readonly number[];
}

/** When, and by whom, events happen; epoch milliseconds. */
export interface Stamp {
  readonly at: number;
  readonly receivedAt: number;
  readonly actor: Actor;
}

/** The store as one batch sees it: what is read once, and what the batch itself has decided since. */
export interface WorkingSet {
  /** Whether none of the keys was acted on before; they are from now on. */
  readonly takeKeys: (keys: readonly string[]) => boolean;
  /** The incident that last carried a place, or the one that it was merged into. */
  readonly carrier: (place: Place) => Incident | undefined;
  readonly incident: (id: number) => Incident | undefined;
  /** Adds events to an incident, to a new one without `incident`, and answers how it stands then. */
  readonly record: (
    incident: Incident | undefined,
    events: readonly IncidentEvent[],
    stamp: Stamp,
  ) => Incident | undefined;
  /** All that was decided, to be written at once. */
  readonly batch: (receivedAt: number) => Batch;
}

/** Reads from the store all that `needs` names. */
export async function loadWorkingSet(store: Store, needs: Needs): Promise<WorkingSet> {
  const known = new Set(needs.keys.length === 0 ? [] : await store.knownKeys(needs.keys));
  const carriers = new Map(await store.carriers(needs.places));
  const incidents = new Map<number, Incident>();
  await loadIncidents(store, incidents, [...carriers.values(), ...needs.incidents]);
  return workingSet({ known, carriers, incidents, next: await store.nextNumber() });
}

/** A merged incident brings its survivor with it. */
async function loadIncidents(
  store: Store,
  incidents: Map<number, Incident>,
  wanted: readonly number[],
): Promise<void> {
  const missing = [...new Set(wanted)].filter((id) => !incidents.has(id));
  if (missing.length === 0) return;
  const found = await store.incidents(missing);
  for (const incident of found) incidents.set(incident.id, incident);
  const survivors = found.flatMap(({ mergedInto }) => (mergedInto === null ? [] : [mergedInto]));
  await loadIncidents(store, incidents, survivors);
}

interface Loaded {
  readonly known: Set<string>;
  readonly carriers: Map<string, number>;
  readonly incidents: Map<number, Incident>;
  readonly next: number;
}

function workingSet({ known, carriers, incidents, next }: Loaded): WorkingSet {
  const keys: string[] = [];
  const events: RecordedEvent[] = [];
  const changed = new Map<number, Incident>();
  const claims = new Map<string, Claim>();
  let number = next;

  const survivor = (id: number | undefined): Incident | undefined => {
    const incident = id === undefined ? undefined : incidents.get(id);
    return incident?.mergedInto == null ? incident : survivor(incident.mergedInto);
  };
  const claim = (place: Place, incident: number) => {
    const key = placeKey(place);
    const was = claims.has(key) ? claims.get(key)?.was : carriers.get(key);
    carriers.set(key, incident);
    if (was === incident) claims.delete(key);
    else claims.set(key, { place, incident, was: was ?? null });
  };
  const recordOne = (before: Incident | undefined, event: IncidentEvent, stamp: Stamp) => {
    const incident = before?.id ?? number++;
    const recorded = { incident, version: (before?.version ?? 0) + 1, ...stamp, event };
    const after = evolve(before, recorded);
    events.push(recorded);
    incidents.set(incident, after);
    changed.set(incident, after);
    const place = carriedBy(event, after);
    if (place !== undefined) claim(place, incident);
    return after;
  };

  return {
    takeKeys: (wanted) => {
      if (wanted.some((key) => known.has(key))) return false;
      for (const key of wanted) known.add(key);
      keys.push(...wanted);
      return true;
    },
    carrier: (place) => survivor(carriers.get(placeKey(place))),
    incident: (id) => incidents.get(id),
    record: (incident, list, stamp) =>
      list.reduce<Incident | undefined>(
        (before, event) => recordOne(before, event, stamp),
        incident,
      ),
    batch: (receivedAt) => ({
      events,
      incidents: [...changed.values()],
      claims: [...claims.values()],
      keys,
      receivedAt,
    }),
  };
}
