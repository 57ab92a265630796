import { isInternal } from '../incident/internal.ts';
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
  /** Whether the customer must not hear of it. */
  readonly internal: boolean;
}

/** An event as a notice; `incident` is as it stands after it. */
export function noticeOfEvent(incident: Incident, recorded: RecordedEvent): Notice {
  const { version, at, event } = recorded;
  const key = `${incident.id}/${version}`;
  const topic = topicOf(recorded);
  const about = { topic, type: `incident.${event.kind}`, internal: isInternal(recorded) };
  return { key, incident, version, moment: null, at, ...about };
}

function topicOf({ actor, event }: RecordedEvent): Topic | null {
  if (actor.kind === 'customer' && spoken.includes(event.kind)) return 'answer';
  if (event.kind === 'note' && event.forCustomer === true) return 'note';
  return eventTopics[event.kind] ?? null;
}

/** What a timer noticed as a notice. */
export function noticeOfMoment({ incident, moment, key }: Noticed): Notice {
  const topic = momentTopic(moment);
  const type = `clock.${topic.replace(' ', '-')}`;
  const about = { topic, type, internal: false };
  return { key, incident, version: null, moment, at: moment.at, ...about };
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

function momentTopic({ clock, share }: Moment): Topic {
  if (share === 0) return 'opening';
  if (share === 1) return 'overdue';
  return clock === 'status update' ? 'update due' : 'due soon';
}
