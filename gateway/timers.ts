import type { History } from '../sla/history.ts';
import { type Shares, type Transition, transitionsOf } from '../sla/transition.ts';
import { slaHistory } from './incident/sla-history.ts';
import type { Terms } from './incident/terms.ts';
import { termsReader } from './incident/terms-reader.ts';
import { fold, type Incident } from './incident.ts';
import type { RecordedEvent } from './incident-event.ts';
import type { MaintenanceWindow } from './maintenance.ts';
import type { Message, Moment } from './outbox/message.ts';
import type { Store } from './store/store.ts';
import { type Alarm, startAlarm } from './timers/alarm.ts';
import type { DueTimer, TimerLook } from './timers/book.ts';

/** What a timer noticed of an incident. */
export interface Noticed {
  readonly incident: Incident;
  readonly moment: Moment;
  /** Names the moment: it is noticed once. */
  readonly key: string;
}

/** What timers work with. */
export interface TimerParts {
  readonly store: Store;
  /** Those in force. */
  readonly shares: () => Shares;
  /** What must be sent because of what was noticed. */
  readonly messages: (noticed: Noticed) => readonly Message[];
  readonly now: () => number;
  /** Told after each look what was noticed. */
  readonly noticed: (noticed: readonly Noticed[]) => void;
  readonly failed: (error: unknown, incident?: number) => void;
}

/** How many incidents are looked at together. */
const portion = 500;
/** What is noticed later than this was missed by every gateway. */
const inTime = 60_000;
/** How soon an incident is looked at again that could not be read. */
const retryAfter = 15 * 60_000;

/**
 * Notices the moments of all running clocks, each once among all gateways; to look when incidents have changed. One
 * timer waits for the first; what was missed while no gateway ran is noticed at the start and says how late that is.
 */
export function startTimers(parts: TimerParts): Alarm {
  const termsOf = termsReader(parts.store);
  return startAlarm({ ring: () => lookAtDue(parts, termsOf), failed: parts.failed });
}

type TermsOf = (digest: string) => Promise<Terms>;

async function lookAtDue(parts: TimerParts, termsOf: TermsOf): Promise<number | null> {
  const { store, now } = parts;
  const due = await store.timers.due(now(), portion);
  if (due.length > 0) await lookAt(due, parts, termsOf);
  const next = await store.timers.nextDue();
  return next === null ? null : next - now();
}

async function lookAt(
  due: readonly DueTimer[],
  parts: TimerParts,
  termsOf: TermsOf,
): Promise<void> {
  const { store, now, failed } = parts;
  const ids = due.map(({ incident }) => incident);
  const [histories, windows, known] = await Promise.all([
    store.histories(ids),
    store.maintenance(),
    store.timers.noticed(ids),
  ]);
  const at = now();
  const looks = await Promise.all(
    due.map(async (timer) => {
      try {
        const events = histories.get(timer.incident) ?? [];
        return await look(timer, { events, windows, known, now: at, termsOf, parts });
      } catch (error) {
        failed(error, timer.incident);
        return { look: { ...timer, ...nothing, next: at + retryAfter }, noticed: [] };
      }
    }),
  );
  const kept = new Set(
    await store.timers.keep(
      looks.map(({ look: each }) => each),
      at,
    ),
  );
  parts.noticed(
    looks.flatMap(({ look: each, noticed }) => (kept.has(each.incident) ? noticed : [])),
  );
}

const nothing = { noticed: [], messages: [], next: null } as const;

interface Looking {
  readonly events: readonly RecordedEvent[];
  readonly windows: readonly MaintenanceWindow[];
  /** The keys of what was noticed before. */
  readonly known: ReadonlySet<string>;
  readonly now: number;
  readonly termsOf: TermsOf;
  readonly parts: TimerParts;
}

interface Looked {
  readonly look: TimerLook;
  readonly noticed: readonly Noticed[];
}

async function look(timer: DueTimer, looking: Looking): Promise<Looked> {
  const { events, windows, known, now, termsOf, parts } = looking;
  const incident = fold(events);
  if (incident === undefined || incident.status !== 'open') {
    return { look: { ...timer, ...nothing }, noticed: [] };
  }
  const terms = await termsOf(incident.raised.terms);
  const history = slaHistory({ events, terms, windows, now });
  const fresh = history === undefined ? [] : unnoticed(history, incident, { known, parts });
  const reached = fresh.filter(({ moment }) => moment.at < now);
  const noticed = gravest(reached, now);
  const next = fresh.find(({ moment }) => moment.at >= now);
  return {
    look: {
      ...timer,
      noticed: reached.map(({ key, moment: { at } }) => ({ key, at })),
      messages: noticed.flatMap(parts.messages),
      next: next === undefined ? null : next.moment.at + 1,
    },
    noticed,
  };
}

interface Candidate {
  readonly incident: Incident;
  readonly key: string;
  readonly moment: Transition;
}

function unnoticed(
  history: History,
  incident: Incident,
  { known, parts }: Pick<Looking, 'known' | 'parts'>,
): readonly Candidate[] {
  return transitionsOf(history, parts.shares())
    .map((moment) => ({ incident, moment, key: keyOf(incident, moment) }))
    .filter(({ key }) => !known.has(key));
}

function keyOf({ id }: Incident, { clock, share, of }: Transition): string {
  return JSON.stringify([id, clock, share, of]);
}

/** Of several moments of one clock that are noticed together only the last is worth a word; it names the others. */
function gravest(reached: readonly Candidate[], now: number): readonly Noticed[] {
  const clocks = Map.groupBy(reached, ({ moment }) => moment.clock);
  return [...clocks.values()].flatMap((all) => {
    const last = all.reduce((one, other) => (other.moment.share > one.moment.share ? other : one));
    const passed = all
      .filter((each) => each !== last)
      .map(({ moment: { share, at } }) => ({ share, at }));
    const { clock, share, at } = last.moment;
    const late = now - at > inTime ? now - at : 0;
    return [{ ...last, moment: { clock, share, at, late, passed } }];
  });
}
