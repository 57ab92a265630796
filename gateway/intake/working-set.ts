import { carriedBy, type Place, placeKey } from '../incident/carried.ts';
import { evolve, type Incident } from '../incident.ts';
import type { Actor, IncidentEvent, RecordedEvent } from '../incident-event.ts';
import type { Attachment } from '../mail/attachment.ts';
import type { LastHeard } from '../results/silence.ts';
import type { WatchedState } from '../results/watched-state.ts';
import type { Batch, Claim, Store } from '../store/store.ts';

/** What a batch of requests will ask about. */
export interface Needs {
  readonly keys: readonly string[];
  readonly places: readonly Place[];
  readonly incidents: readonly number[];
  /** Hosts of which everything must be known: something of them is silent. */
  readonly hosts: readonly string[];
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
  /** What the passive results of a place have said; undefined when it has never spoken and is not expected to. */
  readonly watchedState: (place: Place) => WatchedState | undefined;
  /** What is known of everything on a host that the needs name. */
  readonly statesOf: (host: string) => readonly WatchedState[];
  readonly keepState: (state: WatchedState) => void;
  readonly lastHeard: LastHeard;
  /** Keeps a file that an event of the batch names. */
  readonly keepAttachment: (attachment: Attachment) => void;
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
  const states = await loadStates(store, needs);
  const lastHeard = needs.hosts.length === 0 ? nobody : await store.lastHeard();
  return workingSet({
    known,
    carriers,
    incidents,
    states,
    lastHeard,
    next: await store.nextNumber(),
  });
}

const nobody: LastHeard = { of: () => 0, ofAnybody: 0 };

async function loadStates(store: Store, { places, hosts }: Needs) {
  const found = await Promise.all([store.watched(places), store.watchedOn(hosts)]);
  return new Map(found.flat().map((state) => [placeKey(state), state]));
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
  readonly states: Map<string, WatchedState>;
  readonly lastHeard: LastHeard;
  readonly next: number;
}

/** Long because everything that a batch shares stands here; straight because nothing but these few variables moves. */
function workingSet(loaded: Loaded): WorkingSet {
  const { known, carriers, incidents, states, lastHeard, next } = loaded;
  const keys: string[] = [];
  const attachments: Attachment[] = [];
  const events: RecordedEvent[] = [];
  const changed = new Map<number, Incident>();
  const claims = new Map<string, Claim>();
  const kept = new Map<string, WatchedState>();
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
    watchedState: (place) => states.get(placeKey(place)),
    statesOf: (host) => [...states.values()].filter((state) => state.host === host),
    keepState: (state) => {
      states.set(placeKey(state), state);
      kept.set(placeKey(state), state);
    },
    lastHeard,
    keepAttachment: (attachment) => void attachments.push(attachment),
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
      watched: [...kept.values()],
      attachments,
      messages: [],
      receivedAt,
    }),
  };
}
