import { correlate } from '../correlate.ts';
import type { Directory } from '../directory/directory.ts';
import type { Place } from '../incident/carried.ts';
import type { Incident } from '../incident.ts';
import { type Judgement, judge } from '../results/judge.ts';
import { unheard } from '../results/watched-state.ts';
import type { Notification, PassiveResult, Watched } from '../signal.ts';
import { conclude, nothingNew, type Outcome, type Surroundings, stampAt } from './outcome.ts';
import type { Needs, WorkingSet } from './working-set.ts';

type Signal = PassiveResult | Notification;

/** What must be read before a signal about something can be followed. */
export function needsOfSignal(
  { keys, ...watched }: Watched & Pick<Signal, 'keys'>,
  directory: Directory,
): Needs {
  const { own, host, parents } = placesOf(watched, directory);
  return { keys, places: [own, host, ...parents], incidents: [], hosts: [] };
}

/** Judges a result, or takes a notification, which Nagios has judged; then finds the incident and decides. */
export function followSignal(signal: Signal, set: WorkingSet, around: Surroundings): Outcome {
  const { own: place } = placesOf(signal, around.directory);
  const own = set.carrier(place);
  if (!set.takeKeys(signal.keys)) return { incident: own, events: 0, repeated: true };
  return signal.kind === 'result'
    ? followResult(signal, { place, own }, { set, around })
    : act(signal, set, around);
}

/** Decides a signal that stands: no repeat, and nothing to be judged any more. */
export function act(signal: Signal, set: WorkingSet, around: Surroundings): Outcome {
  const { own, host, parents } = placesOf(signal, around.directory);
  const candidates = {
    own: set.carrier(own),
    host: set.carrier(host),
    parents: parents.map((parent) => ({ host: parent.host, incident: set.carrier(parent) })),
  };
  const incident = correlate(signal, candidates, {
    settling: around.periods.settling,
    receivedAt: around.receivedAt,
  });
  const stamp = stampAt(signal.at, { kind: 'monitoring', source: signal.source }, around);
  const opening = around.directory.openingForAlert(signal, stamp.at);
  return conclude({ incident, command: { kind: 'signal', signal, opening }, stamp }, set, around);
}

/** The place of something watched, that of its host, and those of the hosts on the way to it. */
export function placesOf({ host, service }: Watched, directory: Directory) {
  const customer = directory.customerOf(host);
  // Somebody else's trouble is another incident, whatever stands in front of whom.
  const parents = directory
    .parentsOf(host)
    .filter((each) => directory.customerOf(each) === customer);
  return {
    own: { customer, host, service },
    host: { customer, host, service: null },
    parents: parents.map((each): Place => ({ customer, host: each, service: null })),
  };
}

interface Known {
  readonly place: Place;
  readonly own: Incident | undefined;
}

interface Within {
  readonly set: WorkingSet;
  readonly around: Surroundings;
}

function followResult(result: PassiveResult, { place, own }: Known, within: Within): Outcome {
  const { set, around } = within;
  const { receivedAt, directory } = around;
  const before = set.watchedState(place) ?? unheard(place);
  const judgement = judge(before, result, { receivedAt, judging: directory.judging(place) });
  set.keepState(judgement.after);
  hostSpeaks(result, place, within);
  const annotated = annotate(result, judgement, within);
  const { verdict } = judgement;
  if (verdict === 'problem' || verdict === 'recovery')
    return together(annotated, act(result, set, around));
  return annotated ?? nothingNew(own);
}

/** A host that had fallen silent speaks again, whatever it says. */
function hostSpeaks(result: PassiveResult, place: Place, { set, around }: Within): void {
  const hostPlace = { ...place, service: null };
  const host = set.watchedState(hostPlace);
  if (result.service === null || host?.silent !== true) return;
  set.keepState({ ...host, silent: false });
  const output = `results of ${place.host} come again`;
  act({ ...result, ...hostPlace, state: 'UP', output, longOutput: '', perfdata: '' }, set, around);
}

/** Our own flap detection speaks as Nagios's does. */
function annotate(
  result: PassiveResult,
  { flap }: Judgement,
  { set, around }: Within,
): Outcome | undefined {
  if (flap === undefined) return undefined;
  const type = flap === 'started' ? 'FLAPPINGSTART' : 'FLAPPINGSTOP';
  const spoken = { kind: 'notification', type, problem: null, author: '', comment: '' } as const;
  return act({ ...result, ...spoken }, set, around);
}

function together(first: Outcome | undefined, second: Outcome): Outcome {
  if (first === undefined || 'refused' in first || 'refused' in second) return second;
  return { ...second, events: first.events + second.events };
}
