import type { ServiceCalendar } from '../../sla/calendar.ts';
import { openTime } from '../../sla/open-time.ts';
import { type Severity, severities } from '../../sla/plan.ts';
import type { IncidentRecord } from '../incident/incident-reader.ts';
import type { RecordedEvent } from '../incident-event.ts';

/** What an incident waits for while it is not over. */
export type WorkState = (typeof workStates)[number];

/** In the order in which an incident usually passes them. */
export const workStates = [
  'waiting for a response',
  'waiting for the intervention',
  'in intervention',
  'waiting for the customer',
] as const;

/** How long the incidents of one severity, the one in force last, were in each state: milliseconds of service time. */
export interface StateTimes {
  readonly severity: Severity;
  readonly incidents: number;
  readonly times: Readonly<Record<WorkState, number>>;
}

/** Adds up how long incidents were in each state until they were over, or `now` (epoch milliseconds), in their plans' hours. */
export function timeInStates(
  records: readonly Pick<IncidentRecord, 'incident' | 'events' | 'terms'>[],
  now: number,
): readonly StateTimes[] {
  return severities.flatMap((severity): StateTimes[] => {
    const own = records.filter(({ incident }) => incident.severity === severity);
    if (own.length === 0) return [];
    const times: Record<WorkState, number> = { ...none };
    for (const { events, terms } of own) addTimes(times, events, terms.plan.calendar, now);
    return [{ severity, incidents: own.length, times }];
  });
}

const none: Readonly<Record<WorkState, number>> = {
  'waiting for a response': 0,
  'waiting for the intervention': 0,
  'in intervention': 0,
  'waiting for the customer': 0,
};

function addTimes(
  times: Record<WorkState, number>,
  events: readonly RecordedEvent[],
  calendar: ServiceCalendar,
  now: number,
): void {
  const { between } = openTime(calendar);
  let progress = start;
  let since = events[0]?.at ?? now;
  for (const { at, event } of events.toSorted((one, other) => one.at - other.at)) {
    const state = stateOf(progress);
    if (state !== null && at > since) times[state] += between(since, Math.min(at, now));
    since = Math.max(since, at);
    progress = after(progress, event);
  }
  const last = stateOf(progress);
  if (last !== null && now > since) times[last] += between(since, now);
}

/** How far an incident has come. */
interface Progress {
  readonly responded: boolean;
  readonly intervened: boolean;
  readonly over: boolean;
  /** The ids of what the customer was asked and has not answered. */
  readonly asked: readonly string[];
}

const start: Progress = { responded: false, intervened: false, over: false, asked: [] };

function stateOf({ responded, intervened, over, asked }: Progress): WorkState | null {
  if (over) return null;
  if (asked.length > 0) return 'waiting for the customer';
  if (intervened) return 'in intervention';
  return responded ? 'waiting for the intervention' : 'waiting for a response';
}

function after(progress: Progress, event: RecordedEvent['event']): Progress {
  const { asked } = progress;
  const { kind } = event;
  if (kind === 'responded') return { ...progress, responded: true };
  if (kind === 'intervention-started') return { ...progress, responded: true, intervened: true };
  if (kind === 'information-requested') return { ...progress, asked: [...asked, event.id] };
  if (kind === 'information-received') {
    return { ...progress, asked: asked.filter((id) => id !== event.id) };
  }
  if (endings.includes(kind)) return { ...progress, over: true };
  return beginnings.includes(kind) ? { ...progress, over: false } : progress;
}

type Kind = RecordedEvent['event']['kind'];
const endings: readonly Kind[] = [
  'resolved',
  'closed',
  'declared-not-valid',
  'withdrawn',
  'merged',
];
const beginnings: readonly Kind[] = ['reopened', 'resolution-voided'];
