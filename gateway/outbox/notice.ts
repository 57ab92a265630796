import type { Incident } from '../incident.ts';
import type { RecordedEvent } from '../incident-event.ts';
import type { Noticed } from '../timers.ts';
import type { Moment, Topic } from './message.ts';

/** Something about an incident that others may have to be told: an event of its log, or a moment of its clocks. */
export interface Notice {
  /** Names it: no two notices share a key. */
  readonly key: string;
  readonly incident: Incident;
  /** The version of its event; null for a moment. */
  readonly version: number | null;
  readonly moment: Moment | null;
  /** When it happened. */
  readonly at: number;
  /** What a mail about it is about; null for what is worth none. */
  readonly topic: Topic | null;
  /** What a webhook calls it. */
  readonly type: string;
}

/** An event as a notice; `incident` is as it stands after it. */
export function noticeOfEvent(
  incident: Incident,
  { version, at, actor, event: { kind } }: RecordedEvent,
): Notice {
  const answers = actor.kind === 'customer' && spoken.includes(kind);
  const topic = answers ? 'answer' : (eventTopics[kind] ?? null);
  const key = `${incident.id}/${version}`;
  return { key, incident, version, moment: null, at, topic, type: `incident.${kind}` };
}

/** What a timer noticed as a notice. */
export function noticeOfMoment({ incident, moment, key }: Noticed): Notice {
  const topic = momentTopic(moment);
  const type = `clock.${topic.replace(' ', '-')}`;
  return { key, incident, version: null, moment, at: moment.at, topic, type };
}

const eventTopics: Readonly<Partial<Record<RecordedEvent['event']['kind'], Topic>>> = {
  raised: 'raised',
  'information-requested': 'question',
  'update-posted': 'update',
  resolved: 'resolved',
  reopened: 'reopened',
};

/** With these a customer says something. */
const spoken: readonly RecordedEvent['event']['kind'][] = ['note', 'information-received'];

function momentTopic({ clock, share }: Moment) {
  if (share === 0) return 'opening';
  if (share === 1) return 'overdue';
  return clock === 'status update' ? 'update due' : 'due soon';
}
