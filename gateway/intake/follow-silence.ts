import type { Directory } from '../directory/directory.ts';
import type { Place } from '../incident/carried.ts';
import { alertOf } from '../incident.ts';
import { explainSilence, isHostSilent } from '../results/silence.ts';
import { unheard, type WatchedState } from '../results/watched-state.ts';
import { type AlertState, isFine, type PassiveResult } from '../signal.ts';
import { act, placesOf } from './follow-signal.ts';
import { nothingNew, type Outcome, type Surroundings } from './outcome.ts';
import type { Needs, WorkingSet } from './working-set.ts';

/** What must be read before the silence of a place can be followed. */
export function needsOfSilence(place: Place, directory: Directory): Needs {
  const { own, host, parents } = placesOf(place, directory);
  return { keys: [], places: [own, host, ...parents], incidents: [], hosts: [place.host] };
}

/**
 * An expected result has not come: this is an incident of what is silent. When its whole host is, the host counts as
 * unreachable, and the silence of its services belongs to the host's incident.
 */
export function followSilence(place: Place, set: WorkingSet, around: Surroundings): Outcome {
  const { directory, receivedAt } = around;
  const state = set.watchedState(place);
  if (state === undefined || state.dueAt === null || state.dueAt > receivedAt) {
    return nothingNew(set.carrier(place));
  }
  const { staleAfter } = directory.judging(place);
  const customer = directory.customerOf(place.host);
  const noticed = { ...state, dueAt: null };
  // No longer expected, or a place of a customer who has given it away since.
  if (staleAfter === null || customer !== place.customer) {
    set.keepState(noticed);
    return nothingNew(set.carrier(place));
  }
  set.keepState({ ...noticed, silent: true, attempt: 0, hard: null });
  const silence = { state, staleAfter, siblings: set.statesOf(place.host), receivedAt };
  const scope = isHostSilent(silence) ? 'host' : 'service';
  const output = explainSilence(silence, { scope, lastHeard: set.lastHeard });
  if (scope === 'host') hostIsSilent(state, output, { set, around });
  const unknown = place.service === null ? 'UNREACHABLE' : 'UNKNOWN';
  return act(speak(state, unknown, output), set, around);
}

interface Within {
  readonly set: WorkingSet;
  readonly around: Surroundings;
}

/** A host that is known to be down needs no second word for it. */
function hostIsSilent(state: WatchedState, output: string, { set, around }: Within): void {
  const place = { ...state, service: null };
  const incident = set.carrier(place);
  const alert = incident?.status === 'open' ? alertOf(incident, place) : undefined;
  if (alert !== undefined && !isFine(alert.state)) return;
  const { customer, host, service } = place;
  const known = set.watchedState(place) ?? unheard({ customer, host, service });
  set.keepState({ ...known, silent: true });
  act(speak({ ...state, service: null }, 'UNREACHABLE', output), set, around);
}

/** What the gateway itself says of something silent, as of when the silence was too long. */
function speak(state: WatchedState, said: AlertState, output: string): PassiveResult {
  return {
    kind: 'result',
    source: 'gateway:freshness',
    host: state.host,
    service: state.service,
    state: said,
    output,
    longOutput: '',
    perfdata: '',
    at: state.dueAt ?? 0,
    keys: [],
  };
}
