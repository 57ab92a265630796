import {
  type Objective,
  type PauseRule,
  type Plan,
  type Severity,
  severities,
  standard,
} from '../plan.ts';
import { calendarOf } from './calendar.ts';
import { durationOf } from './duration.ts';
import {
  checkObject,
  child,
  elementsOf,
  entriesOf,
  type Field,
  type Read,
  readDocument,
  textOf,
  versionNameOf,
  wrong,
} from './field.ts';

/**
 * Reads a plan from plain data:
 * `{version, calendar, objectives: {NAME: {targets: {A, B, C, D}, starts, stops, pauses}}, updates: {every, pauses}}`.
 * The objectives `response` and `intervention` start, stop and pause as the built-in ones do unless they say otherwise;
 * others name the events that stop them, and start when the incident is raised unless they say otherwise. A pause is
 * `{from: EVENT, until: EVENT}`; left out, it is a request for information.
 */
export function readPlan(name: string, value: unknown): Read<Plan> {
  return readDocument(value, (document) => planOf(document, name));
}

/** The plan that a field defines; `name` where it does not name itself. */
export function planOf(field: Field, name: string): Plan {
  checkObject(field, ['name', 'version', 'from', 'calendar', 'objectives', 'updates']);
  const objectives = child(field, 'objectives');
  const read = entriesOf(objectives).map(([key, objective]) => objectiveOf(objective, key));
  if (read.length === 0) wrong(objectives, 'no objective');
  return {
    name: textOf(child(field, 'name'), name),
    version: versionNameOf(child(field, 'version')),
    calendar: calendarOf(child(field, 'calendar')),
    objectives: read,
    updates: updatesOf(child(field, 'updates')),
  };
}

function objectiveOf(field: Field, name: string): Objective {
  checkObject(field, ['targets', 'starts', 'stops', 'pauses']);
  if (!word.test(name) || name === 'updates')
    wrong({ ...field, value: name }, 'not a name for an objective');
  const like = standard.objectives.find((objective) => objective.name === name);
  return {
    name,
    targets: targetsOf(child(field, 'targets')),
    starts: eventOf(child(field, 'starts'), 'raised'),
    stops: stopsOf(child(field, 'stops'), like?.stops),
    pauses: pausesOf(child(field, 'pauses')),
  };
}

function targetsOf(field: Field): Objective['targets'] {
  if (typeof field.value === 'string') {
    const target = durationOf(field);
    return { A: target, B: target, C: target, D: target };
  }
  checkObject(field, severities);
  const target = (severity: Severity) => durationOf(child(field, severity));
  return { A: target('A'), B: target('B'), C: target('C'), D: target('D') };
}

function stopsOf(field: Field, usual: readonly string[] | undefined): readonly string[] {
  if (field.value === undefined && usual !== undefined) return usual;
  const stops = elementsOf(field).map((element) => eventOf(element));
  if (stops.length === 0) wrong(field, 'needs the events that stop the clock');
  return stops;
}

const information: readonly PauseRule[] = standard.objectives[0]?.pauses ?? [];

function pausesOf(field: Field): readonly PauseRule[] {
  if (field.value === undefined) return information;
  return elementsOf(field).map((rule) => {
    checkObject(rule, ['from', 'until']);
    return { from: eventOf(child(rule, 'from')), until: eventOf(child(rule, 'until')) };
  });
}

function updatesOf(field: Field): Plan['updates'] {
  if (field.value === undefined || field.value === null) return null;
  checkObject(field, ['every', 'pauses']);
  return { every: durationOf(child(field, 'every')), pauses: pausesOf(child(field, 'pauses')) };
}

const word = /^[a-z][a-z0-9-]*$/;

function eventOf(field: Field, usual?: string): string {
  const event = textOf(field, usual);
  if (event !== '' && !word.test(event)) wrong(field, 'not the name of an event');
  return event;
}
