import type { Customer, Host } from '../../nagios-config/inventory/model.ts';
import type { HostCapacity } from '../capacity/capacity.ts';
import { type Place, placeKey } from '../incident/carried.ts';
import type { ResultSample } from '../results/history.ts';
import type { WatchedState } from '../results/watched-state.ts';
import type { Store } from '../store/store.ts';
import { type Assessment, assess } from './assessment.ts';
import type { Heard } from './unwatched.ts';

/** The part of a store that assessments read. */
export type AssessedStore = Pick<Store, 'results' | 'watchedOn'>;

/** Some hosts of a customer, with their capacities, and the instant as of which they are looked at. */
export interface Assessed {
  readonly hosts: readonly Host[];
  readonly capacities: readonly HostCapacity[];
  readonly now: number;
}

/** Assesses some hosts of a customer: as many questions to the store for many hosts as for one. */
export async function readAssessment(
  customer: Customer,
  { hosts, capacities, now }: Assessed,
  store: AssessedStore,
): Promise<Assessment> {
  const states = await store.watchedOn(hosts.map(({ name }) => name));
  const samples = await store.results.latestOf(hosts.flatMap(placesOf), now + 1);
  const ofHost = Map.groupBy(states, ({ host }) => host);
  const capacityOf = new Map(capacities.map((capacity) => [capacity.host, capacity]));
  const none = { figures: [], unheard: [] };
  const resultsOf = (host: Host) => ({
    capacity: capacityOf.get(host.name) ?? { host: host.name, customer: host.customer, ...none },
    heard: heardOn(host, ofHost.get(host.name) ?? [], samples, now),
  });
  return assess(customer, hosts, resultsOf, now);
}

function heardOn(
  host: Host,
  states: readonly WatchedState[],
  samples: ReadonlyMap<string, ResultSample>,
  now: number,
): ReadonlyMap<string, Heard> {
  const heard = new Map<string, Heard>();
  for (const place of placesOf(host)) {
    const state = states.find(({ service }) => service === place.service);
    const at = Math.max(state?.at ?? 0, samples.get(placeKey(place))?.at ?? 0);
    const silent = state !== undefined && (state.silent || (state.dueAt ?? Infinity) < now);
    if (at > 0) heard.set(place.service ?? '', { at, silent });
  }
  return heard;
}

function placesOf({ customer, name, services }: Host): readonly Place[] {
  return services.map((service) => ({ customer, host: name, service: service.name }));
}
