import { type Evaluation, evaluate } from '../../sla/evaluate.ts';
import type { History, HistoryEvent } from '../../sla/history.ts';
import { type Plan, premium, type Severity, standard } from '../../sla/plan.ts';

/**
 * A history told in words. Times are `Mon 10:00` to `Sun 24:00` in the week of Monday 2026-10-12 (summer time throughout), `+` before
 * the weekday for the week after it. An event is its time, its kind and, where it has one, its id or severity.
 */
export interface Story {
  readonly plan?: Plan | 'S' | 'P';
  readonly severity?: Severity;
  readonly raised: string;
  readonly now: string;
  readonly events?: readonly string[];
  /** `announced | start | end`. */
  readonly maintenance?: readonly string[];
}

/** The history that a story tells; severity A under Standard unless it says so. */
export function historyOf(story: Story): History {
  const { plan = 'S', severity = 'A', raised, now, events = [], maintenance = [] } = story;
  return {
    plan: plan === 'S' ? standard : plan === 'P' ? premium : plan,
    severity,
    raisedAt: at(raised),
    now: at(now),
    events: events.map(eventOf),
    maintenance: maintenance.map((window) => {
      const [announced = '', start = '', end = ''] = window.split(' | ');
      return { announcedAt: at(announced), start: at(start), end: at(end) };
    }),
  };
}

/** What the engine says of a story, of severity A under Standard unless it says so. */
export function evaluated(story: Story): Evaluation {
  return evaluate(historyOf(story));
}

/** The instant of a time of the story's week. */
export function at(time: string): number {
  const match = /^(\+?)(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d\d):(\d\d)(?::(\d\d))?$/.exec(time);
  if (match === null) throw new Error(`not a time of the week: ${time}`);
  const [, later, day = '', hours, minutes, seconds = '0'] = match;
  const days = weekdays.indexOf(day) + (later === '+' ? 7 : 0);
  const ofDay = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return Date.UTC(2026, 9, 12 + days) + (ofDay - 2 * 3600) * 1000;
}

/** Hours in milliseconds. */
export function hours(count: number): number {
  return count * 3_600_000;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function eventOf(text: string): HistoryEvent {
  const [day = '', time = '', kind = '', detail = ''] = text.split(' ');
  const given = kind === 'severity-changed' ? { severity: detail } : detail ? { id: detail } : {};
  return { at: at(`${day} ${time}`), kind, ...given } as HistoryEvent;
}
