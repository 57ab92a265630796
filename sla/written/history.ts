import { type History, type HistoryEvent, plainEventKinds } from '../history.ts';
import type { MaintenanceWindow } from '../maintenance.ts';
import { builtInPlans, eventNames, type Plan, severities, standard } from '../plan.ts';
import {
  fromMillisecond,
  milliseconds,
  planOnScale,
  type Timescale,
  toMillisecond,
} from '../timescale.ts';
import {
  checkObject,
  child,
  elementsOf,
  type Field,
  type Read,
  readDocument,
  wordOf,
  wrong,
} from './field.ts';
import { formatInstant, parseInstant } from './instant.ts';
import { planOf } from './plan.ts';

/** A history as it was written, counted on the coarsest scale that holds its instants exactly. */
export interface WrittenHistory {
  readonly history: History;
  readonly scale: Timescale;
}

/** The plans that documents have defined so far, by their text: a plan that many lines repeat is read once. */
export type KnownPlans = Map<string, Plan>;

/**
 * Reads the input object of `watchclock sla evaluate`, described in `watchclock sla --help`. Keys that it does not know are left
 * alone.
 */
export function readHistory(value: unknown, plans: KnownPlans): Read<WrittenHistory> {
  return readDocument(value, (document) => {
    const rough: Reading = { scale: milliseconds, digits: 0, plans };
    const history = historyOf(document, rough);
    if (rough.digits <= 3 || document.problems.length > 0) return { history, scale: milliseconds };
    const origin = Math.floor(history.raisedAt);
    const scale = { origin, perMillisecond: 10 ** (rough.digits - 3) };
    return { history: historyOf(document, { scale, digits: 0, plans }), scale };
  });
}

/** The plan that a field names or defines. */
export function planAt(field: Field, plans: KnownPlans): Plan {
  if (typeof field.value === 'string' || field.value === undefined) return builtInPlan(field);
  const text = JSON.stringify(field.value);
  const known = plans.get(text);
  if (known !== undefined) return known;
  const problems = field.problems.length;
  const plan = planOf(field, 'own plan');
  if (plans.size >= mostPlans) plans.clear();
  if (field.problems.length === problems) plans.set(text, plan);
  return plan;
}

const mostPlans = 100;

/** The scale to read on, and the most digits that an instant read so far needs. */
interface Reading {
  readonly scale: Timescale;
  readonly plans: KnownPlans;
  digits: number;
}

function historyOf(document: Field, reading: Reading): History {
  checkObject(document);
  const now = child(document, 'now');
  const bounds = {
    raisedAt: instantOf(child(document, 'raisedAt'), reading),
    now: instantOf(now, reading),
  };
  if (bounds.now < bounds.raisedAt) wrong(now, 'before raisedAt');
  const plan = planAt(child(document, 'plan'), reading.plans);
  return {
    plan: planOnScale(plan, reading.scale),
    severity: wordOf(child(document, 'severity'), severities),
    ...bounds,
    events: elementsOf(child(document, 'events')).map((event) =>
      eventOf(event, plan, bounds, reading),
    ),
    maintenance: elementsOf(child(document, 'maintenance')).map((window) =>
      windowOf(window, reading),
    ),
  };
}

function builtInPlan(field: Field): Plan {
  const plan = builtInPlans.get(String(field.value));
  if (plan === undefined) wrong(field, `not one of ${[...builtInPlans.keys()].join(', ')}`);
  return plan ?? standard;
}

const kinds = [
  ...plainEventKinds,
  'severity-changed',
  'information-requested',
  'information-received',
] as const;

function eventOf(
  field: Field,
  plan: Plan,
  bounds: { readonly raisedAt: number; readonly now: number },
  reading: Reading,
): HistoryEvent {
  checkObject(field);
  const at = instantOf(child(field, 'at'), reading);
  const limit = (instant: number) => formatInstant(toMillisecond(instant, reading.scale));
  if (at < bounds.raisedAt)
    wrong(child(field, 'at'), `before raisedAt (${limit(bounds.raisedAt)})`);
  if (at > bounds.now) wrong(child(field, 'at'), `after now (${limit(bounds.now)})`);
  return detailedEvent(field, at, plan);
}

function detailedEvent(field: Field, at: number, plan: Plan): HistoryEvent {
  const name = child(field, 'kind');
  const kind = kinds.find((each) => each === name.value);
  switch (kind) {
    case undefined:
      return { at, kind: 'own', name: ownEventOf(name, plan), id: idOf(child(field, 'id'), '') };
    case 'severity-changed':
      return { at, kind, severity: wordOf(child(field, 'severity'), severities) };
    case 'information-requested':
    case 'information-received':
      return { at, kind, id: idOf(child(field, 'id')) };
    default:
      return { at, kind };
  }
}

function ownEventOf(field: Field, plan: Plan): string {
  const own = eventNames(plan).filter((name) => kinds.every((kind) => kind !== name));
  const found = own.find((name) => name === field.value);
  if (found === undefined) wrong(field, `not one of ${[...kinds, ...own].join(', ')}`);
  return found ?? '';
}

function windowOf(field: Field, reading: Reading): MaintenanceWindow {
  checkObject(field);
  const announcedAt = instantOf(child(field, 'announcedAt'), reading);
  const start = instantOf(child(field, 'start'), reading);
  const end = instantOf(child(field, 'end'), reading);
  if (end <= start) wrong(child(field, 'end'), `not after start (${child(field, 'start').value})`);
  return { announcedAt, start, end };
}

function idOf({ value, ...field }: Field, fallback?: string): string {
  if (value === undefined && fallback !== undefined) return fallback;
  if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return `${value}`;
  wrong({ value, ...field }, 'not an id');
  return '';
}

/** NaN after a complaint: no comparison with it is true, so that nothing more is wrong because of it. */
function instantOf(field: Field, reading: Reading): number {
  const written = typeof field.value === 'string' ? parseInstant(field.value) : undefined;
  if (written === undefined) {
    wrong(field, 'not an ISO 8601 instant with an offset or Z');
    return Number.NaN;
  }
  reading.digits = Math.max(reading.digits, written.digits);
  const fraction = (written.nanoseconds * reading.scale.perMillisecond) / 1e6;
  return fromMillisecond(written.millisecond, reading.scale) + fraction;
}
