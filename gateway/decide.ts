import type { Circumstances, Command, Decision, PersonCommand, Refusal } from './command.ts';
import { decideReport, decideSettling, decideSignal } from './decide-signal.ts';
import { alertOf, type Incident, isOutside } from './incident.ts';
import type { Alert } from './incident-event.ts';
import { isFine } from './signal.ts';

/**
 * What a command changes: the events to append, `[]` when nothing is new, or a refusal.
 * Only a signal and a report can begin an incident, with `incident` undefined.
 */
export function decide(
  incident: Incident | undefined,
  command: Command,
  circumstances: Circumstances,
): Decision {
  if (command.kind === 'signal') return decideSignal(incident, command, circumstances);
  if (command.kind === 'report') return decideReport(incident, command);
  if (incident === undefined) return refuse('there is no such incident');
  if (command.kind === 'settle') return decideSettling(incident, circumstances);
  if (command.kind === 'absorbed') return decideAbsorbing(incident, command);
  return decidePerson(incident, command, circumstances);
}

/** Every kind once; the guards come first because what is closed or outside takes notes only. */
function decidePerson(
  incident: Incident,
  command: PersonCommand,
  circumstances: Circumstances,
): Decision {
  if (circumstances.at < incident.raisedAt) {
    return refuse(`incident ${incident.id} was not raised yet at that time`);
  }
  switch (command.kind) {
    case 'note':
      return [command];
    case 'solution-linked':
      return incident.solutions.includes(command.solution) ? [] : [command];
    case 'update-posted':
      return ifInPlay(incident, 'take an update', () => [command]);
    case 'plan-event':
      return ifInPlay(incident, 'take an event', () => [command]);
    case 'severity-changed':
      return ifInPlay(incident, 'change its severity', () =>
        incident.formal && incident.severity === command.severity
          ? []
          : [{ ...command, formal: true }],
      );
    case 'responded':
      return ifOpen(incident, 'responding', () =>
        incident.respondedAt === null && incident.interventionStartedAt === null
          ? [{ kind: command.kind }]
          : [],
      );
    case 'intervention-started':
      return ifOpen(incident, 'starting the intervention', () =>
        incident.interventionStartedAt === null ? [{ kind: command.kind }] : [],
      );
    case 'information-requested':
      return ifOpen(incident, 'asking for information', () => decideRequest(incident, command));
    case 'information-received':
      return decideAnswer(incident, command);
    case 'resolved':
      return incident.status === 'resolved'
        ? []
        : ifOpen(incident, 'resolving', () => [{ ...command, byItself: false }]);
    case 'reopened':
      return decideReopening(incident, command, circumstances);
    case 'validity-confirmed':
      return ifInPlay(incident, 'be confirmed', () =>
        incident.validity === 'confirmed' ? [] : [{ kind: command.kind }],
      );
    case 'declared-not-valid':
      return incident.status === 'not valid'
        ? []
        : ifInPlay(incident, 'be declared not valid', () => [command]);
    case 'withdrawn':
      return incident.status === 'withdrawn'
        ? []
        : ifInPlay(incident, 'be withdrawn', () => [command]);
    case 'merged':
      return decideMerge(incident, command);
    case 'closed':
      return decideClosing(incident);
  }
}

function ifInPlay(incident: Incident, act: string, decision: () => Decision): Decision {
  const { id, status } = incident;
  return status === 'open' || status === 'resolved'
    ? decision()
    : refuse(`incident ${id} is ${status}: it cannot ${act} any more`);
}

function ifOpen(incident: Incident, act: string, decision: () => Decision): Decision {
  const { id, status } = incident;
  if (status === 'open') return decision();
  const way = status === 'resolved' ? `reopen it before ${act}` : `${act} is over for it`;
  return refuse(`incident ${id} is ${status}: ${way}`);
}

function decideRequest(
  incident: Incident,
  command: Extract<PersonCommand, { kind: 'information-requested' }>,
): Decision {
  const wanted = command.id ?? freeId(incident);
  const known = incident.requests.find(({ id }) => id === wanted);
  if (known === undefined) return [{ ...command, id: wanted }];
  return known.answeredAt === null
    ? []
    : refuse(`request "${command.id}" was answered already: ask again under another id`);
}

/** `r1`, `r2` …, the first that no request of the incident has. */
function freeId({ requests }: Incident): string {
  const taken = new Set(requests.map(({ id }) => id));
  let number = requests.length + 1;
  while (taken.has(`r${number}`)) number += 1;
  return `r${number}`;
}

function decideAnswer(
  incident: Incident,
  command: Extract<PersonCommand, { kind: 'information-received' }>,
): Decision {
  const known = incident.requests.find(({ id }) => id === command.id);
  if (known === undefined) {
    return refuse(`incident ${incident.id} has no request "${command.id}" to answer`);
  }
  return known.answeredAt === null ? ifInPlay(incident, 'take an answer', () => [command]) : [];
}

function decideReopening(
  incident: Incident,
  command: Extract<PersonCommand, { kind: 'reopened' | 'declared-not-valid' | 'withdrawn' }>,
  { at, periods }: Circumstances,
): Decision {
  const { id, status, resolvedAt } = incident;
  if (status === 'open') return [];
  if (status !== 'resolved' || resolvedAt === null) {
    return refuse(`incident ${id} is ${status}: raise a new one`);
  }
  return at < resolvedAt + periods.reopening
    ? [{ kind: 'reopened', reason: command.reason }]
    : refuse(`incident ${id} was resolved too long ago to be reopened: raise a new one`);
}

function decideMerge(
  incident: Incident,
  { into, raisedAt }: Extract<PersonCommand, { kind: 'merged' }>,
): Decision {
  const { id, mergedInto } = incident;
  if (into === id) return refuse(`incident ${id} cannot be merged into itself`);
  if (mergedInto === into) return [];
  if (raisedAt > incident.raisedAt) {
    return refuse(
      `incident ${id} was raised before incident ${into}: the earlier one survives, so merge ${into} into ${id}`,
    );
  }
  return ifInPlay(incident, 'be merged', () => [{ kind: 'merged', into }]);
}

function decideAbsorbing(
  incident: Incident,
  { incident: other, alerts }: Extract<Command, { kind: 'absorbed' }>,
): Decision {
  const fresh = alerts.filter((alert) => alertOf(incident, alert) === undefined);
  const back = incident.clearedAt !== null && fresh.some(isInTrouble);
  return ifInPlay(incident, 'take in another one', () => [
    { kind: 'absorbed', incident: other, alerts: fresh, back },
  ]);
}

function decideClosing(incident: Incident): Decision {
  const { id, status } = incident;
  if (status === 'closed') return [];
  return status === 'resolved' || isOutside(incident)
    ? [{ kind: 'closed' }]
    : refuse(`incident ${id} is ${status}: resolve it before closing`);
}

function isInTrouble({ state }: Alert): boolean {
  return !isFine(state);
}

function refuse(refused: string): Refusal {
  return { refused };
}
