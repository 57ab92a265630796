import type { Circumstances, Command, Periods, Refusal } from '../command.ts';
import { decide } from '../decide.ts';
import type { Directory } from '../directory/directory.ts';
import type { Incident } from '../incident.ts';
import type { Actor } from '../incident-event.ts';
import type { Stamp, WorkingSet } from './working-set.ts';

/** What became of a request: how its incident stands now (none if it changed nothing), or why it was refused. */
export type Outcome =
  | {
      readonly incident: Incident | undefined;
      /** How many events were appended. */
      readonly events: number;
      /** The delivery was acted on before; nothing was changed. */
      readonly repeated: boolean;
    }
  | Refusal;

/** What deciding depends on besides the request and the store. */
export interface Surroundings {
  readonly directory: Directory;
  readonly periods: Periods;
  readonly receivedAt: number;
}

/** A command to an incident, or to none yet, and its stamp. */
export interface Matter {
  readonly incident: Incident | undefined;
  readonly command: Command;
  readonly stamp: Stamp;
}

/** Decides one command and adds what follows to the working set. */
export function conclude(
  { incident, command, stamp }: Matter,
  set: WorkingSet,
  around: Surroundings,
): Outcome {
  const decision = decide(incident, command, circumstances(stamp, around));
  if ('refused' in decision) return decision;
  return {
    incident: set.record(incident, decision, stamp),
    events: decision.length,
    repeated: false,
  };
}

/** What a decision may depend on, besides the incident and the command. */
export function circumstances({ at, receivedAt }: Stamp, { periods }: Surroundings): Circumstances {
  return { at, receivedAt, periods };
}

/** No source speaks of the future: a clock that is ahead is taken back to the receipt (service.md rule 3). */
export function stampAt(at: number, actor: Actor, { receivedAt }: Surroundings): Stamp {
  return { at: Math.min(at, receivedAt), receivedAt, actor };
}

/** The outcome when nothing follows. */
export function nothingNew(incident: Incident | undefined): Outcome {
  return { incident, events: 0, repeated: false };
}
