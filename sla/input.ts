import { type History, type HistoryEvent, plainEventKinds } from './history.ts';
import { formatInstant, parseInstant } from './instant.ts';
import { listAt, objectAt, wordAt, wrong } from './json.ts';
import type { MaintenanceWindow } from './maintenance.ts';
import { builtInPlans, type Plan, severities } from './plan.ts';
import {
  fromMillisecond,
  milliseconds,
  planOnScale,
  type Timescale,
  toMillisecond,
} from './timescale.ts';

/** A history as it was written, counted on the coarsest scale that holds its instants exactly. */
export interface WrittenHistory {
  readonly history: History;
  readonly scale: Timescale;
}

/**
 * Reads the input object of `watchclock sla evaluate`, described in `watchclock sla --help`; keys that it does not know are
 * left alone. Throws an `InputError` that names the place and shows the value.
 */
export function readHistory(value: unknown): WrittenHistory {
  const rough = { scale: milliseconds, digits: 0 };
  const history = historyOf(value, rough);
  if (rough.digits <= 3) return { history, scale: milliseconds };
  const origin = Math.floor(history.raisedAt);
  const scale = { origin, perMillisecond: 10 ** (rough.digits - 3) };
  return { history: historyOf(value, { scale, digits: 0 }), scale };
}

/** The scale to read on, and the most digits that an instant read so far needs. */
interface Reading {
  readonly scale: Timescale;
  digits: number;
}

function historyOf(value: unknown, reading: Reading): History {
  const input = objectAt(value, 'input');
  const raisedAt = instantAt(input.raisedAt, 'raisedAt', reading);
  const now = instantAt(input.now, 'now', reading);
  if (now < raisedAt) throw wrong('now', 'before raisedAt', input.now);
  const bounds = { raisedAt, now };
  return {
    plan: planOnScale(planAt(input.plan), reading.scale),
    severity: wordAt(input.severity, severities, 'severity'),
    ...bounds,
    events: listAt(input.events, 'events').map((event, index) =>
      eventAt(event, `events[${index}]`, bounds, reading),
    ),
    maintenance: listAt(input.maintenance, 'maintenance').map((window, index) =>
      windowAt(window, `maintenance[${index}]`, reading),
    ),
  };
}

function planAt(value: unknown): Plan {
  const plan = typeof value === 'string' ? builtInPlans.get(value) : undefined;
  if (plan === undefined) {
    throw wrong('plan', `not one of ${[...builtInPlans.keys()].join(', ')}`, value);
  }
  return plan;
}

const kinds = [
  ...plainEventKinds,
  'severity-changed',
  'information-requested',
  'information-received',
] as const;

function eventAt(
  value: unknown,
  place: string,
  { raisedAt, now }: { readonly raisedAt: number; readonly now: number },
  reading: Reading,
): HistoryEvent {
  const event = objectAt(value, place);
  const kind = wordAt(event.kind, kinds, `${place}.kind`);
  const at = instantAt(event.at, `${place}.at`, reading);
  const limit = (instant: number) => formatInstant(toMillisecond(instant, reading.scale));
  if (at < raisedAt) throw wrong(`${place}.at`, `before raisedAt (${limit(raisedAt)})`, event.at);
  if (at > now) throw wrong(`${place}.at`, `after now (${limit(now)})`, event.at);
  if (kind === 'severity-changed') {
    return { at, kind, severity: wordAt(event.severity, severities, `${place}.severity`) };
  }
  if (kind === 'information-requested' || kind === 'information-received') {
    return { at, kind, id: idAt(event.id, `${place}.id`) };
  }
  return { at, kind };
}

function windowAt(value: unknown, place: string, reading: Reading): MaintenanceWindow {
  const window = objectAt(value, place);
  const announcedAt = instantAt(window.announcedAt, `${place}.announcedAt`, reading);
  const start = instantAt(window.start, `${place}.start`, reading);
  const end = instantAt(window.end, `${place}.end`, reading);
  if (end <= start) throw wrong(`${place}.end`, `not after start (${window.start})`, window.end);
  return { announcedAt, start, end };
}

function idAt(value: unknown, place: string): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value === '') throw wrong(place, 'not an id', value);
  return value;
}

function instantAt(value: unknown, place: string, reading: Reading): number {
  const written = typeof value === 'string' ? parseInstant(value) : undefined;
  if (written === undefined) {
    throw wrong(place, 'not an ISO 8601 instant with an offset or Z', value);
  }
  reading.digits = Math.max(reading.digits, written.digits);
  const fraction = (written.nanoseconds * reading.scale.perMillisecond) / 1e6;
  return fromMillisecond(written.millisecond, reading.scale) + fraction;
}
