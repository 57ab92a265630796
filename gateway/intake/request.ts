import type { PersonCommand } from '../command.ts';
import { decide } from '../decide.ts';
import { settlesAt } from '../decide-signal.ts';
import type { Directory } from '../directory/directory.ts';
import type { Place } from '../incident/carried.ts';
import type { Incident } from '../incident.ts';
import type { Actor } from '../incident-event.ts';
import type { IncomingMail } from '../mail/correspondence.ts';
import type { Notification, PassiveResult, Report } from '../signal.ts';
import { followMail, needsOfMail } from './follow-mail.ts';
import { followSignal, needsOfSignal } from './follow-signal.ts';
import { followSilence, needsOfSilence } from './follow-silence.ts';
import {
  circumstances,
  conclude,
  nothingNew,
  type Outcome,
  type Surroundings,
  stampAt,
} from './outcome.ts';
import type { Needs, Stamp, WorkingSet } from './working-set.ts';

/** What can be asked of the intake. */
export type Request =
  | { readonly kind: 'signal'; readonly signal: PassiveResult | Notification }
  | { readonly kind: 'mail'; readonly mail: IncomingMail }
  | { readonly kind: 'report'; readonly report: Report; readonly actor: Actor }
  /**
   * `at` is the time of the request unless given; it cannot be later. With a `version` it is refused unless that is
   * the incident's last one.
   */
  | {
      readonly kind: 'command';
      readonly incident: number;
      readonly command: PersonCommand;
      readonly actor: Actor;
      readonly at?: number;
      readonly version?: number;
    }
  | { readonly kind: 'settle'; readonly incident: number }
  /** An expected result may be overdue. */
  | { readonly kind: 'silence'; readonly watched: Place };

/** What must be read from the store before a request can be decided. */
export function needsOf(request: Request, directory: Directory): Needs {
  switch (request.kind) {
    case 'signal':
      return needsOfSignal(request.signal, directory);
    case 'silence':
      return needsOfSilence(request.watched, directory);
    case 'mail':
      return needsOfMail(request.mail);
    case 'report':
      return { keys: request.report.keys, places: [], incidents: [], hosts: [] };
    case 'command': {
      const { command, incident } = request;
      const incidents = command.kind === 'merged' ? [incident, command.into] : [incident];
      return { keys: [], places: [], incidents, hosts: [] };
    }
    case 'settle':
      return { keys: [], places: [], incidents: [request.incident], hosts: [] };
  }
}

/** Decides one request and adds what follows to the working set; a refused one adds nothing. */
export function follow(request: Request, set: WorkingSet, around: Surroundings): Outcome {
  switch (request.kind) {
    case 'signal':
      return followSignal(request.signal, set, around);
    case 'mail':
      return followMail(request.mail, set, around);
    case 'report':
      return followReport(request, set, around);
    case 'command':
      return overtaken(request, set) ?? followPerson(request, set, around);
    case 'settle':
      return followSettling(request.incident, set, around);
    case 'silence':
      return followSilence(request.watched, set, around);
  }
}

function followReport(
  { report, actor }: Extract<Request, { kind: 'report' }>,
  set: WorkingSet,
  around: Surroundings,
): Outcome {
  const stamp = stampAt(report.at, actor, around);
  const opening = around.directory.openingForReport(report, stamp.at);
  if (opening === undefined) return { refused: `there is no customer "${report.customer}"` };
  if (!set.takeKeys(report.keys)) return { incident: undefined, events: 0, repeated: true };
  const enteredAfterwards = stamp.at < around.receivedAt;
  const command = { kind: 'report', report, opening, enteredAfterwards } as const;
  return conclude({ incident: undefined, command, stamp }, set, around);
}

type CommandRequest = Extract<Request, { kind: 'command' }>;

/** Why a command is refused that was given in view of a version that is no longer the last. */
function overtaken({ incident: id, version }: CommandRequest, set: WorkingSet) {
  const last = set.incident(id)?.version;
  return version === undefined || last === undefined || version === last
    ? undefined
    : { refused: `incident ${id} is at version ${last}, not ${version}: something happened since` };
}

function followPerson(request: CommandRequest, set: WorkingSet, around: Surroundings): Outcome {
  return request.command.kind === 'merged'
    ? followMerge({ ...request, into: request.command.into }, set, around)
    : followCommand(request, set, around);
}

function followCommand(
  { incident: id, command, actor, at }: CommandRequest,
  set: WorkingSet,
  around: Surroundings,
): Outcome {
  const incident = set.incident(id);
  const stamp = stampOf({ at, actor, incident }, around);
  return conclude({ incident, command, stamp }, set, around);
}

interface Doing {
  readonly at: number | undefined;
  readonly actor: Actor;
  readonly incident: Incident | undefined;
}

/** What is done now is done after the raising, though the clock was set back since. */
function stampOf({ at, actor, incident }: Doing, around: Surroundings): Stamp {
  if (at !== undefined) return stampAt(at, actor, around);
  const { receivedAt } = around;
  return { at: Math.max(receivedAt, incident?.raisedAt ?? receivedAt), receivedAt, actor };
}

/** Both sides of a merge, or neither. */
function followMerge(
  request: CommandRequest & { readonly into: number },
  set: WorkingSet,
  around: Surroundings,
): Outcome {
  const { incident: id, into, actor, at } = request;
  const merged = set.incident(id);
  const stamp = stampOf({ at, actor, incident: merged }, around);
  const survivor = set.incident(into);
  if (survivor === undefined) return { refused: `there is no incident ${into} to merge into` };
  const command = { kind: 'merged', into, raisedAt: survivor.raisedAt } as const;
  const decision = decide(merged, command, circumstances(stamp, around));
  if ('refused' in decision || merged === undefined || decision.length === 0) {
    return 'refused' in decision ? decision : { incident: merged, events: 0, repeated: false };
  }
  const taking = { kind: 'absorbed', incident: id, alerts: merged.alerts } as const;
  const absorbed = conclude({ incident: survivor, command: taking, stamp }, set, around);
  if ('refused' in absorbed) return absorbed;
  return { incident: set.record(merged, decision, stamp), events: 2, repeated: false };
}

function followSettling(id: number, set: WorkingSet, around: Surroundings): Outcome {
  const incident = set.incident(id);
  const at = incident && settlesAt(incident, around.periods.settling);
  if (at === undefined || at === null || at > around.receivedAt) {
    return nothingNew(incident);
  }
  const stamp = stampAt(at, { kind: 'gateway' }, around);
  return conclude({ incident, command: { kind: 'settle' }, stamp }, set, around);
}
