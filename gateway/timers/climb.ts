import type { Duty } from '../../nagios-config/inventory/duty-model.ts';
import type { Inventory } from '../../nagios-config/inventory/model.ts';
import type { Person } from '../../nagios-config/inventory/person.ts';
import type { Board } from '../board/board.ts';
import type { BoardEntry } from '../board/entry.ts';
import { climbTo, dutyFor } from '../directory/duty.ts';
import type { Outbox } from '../outbox/box.ts';
import type { Message } from '../outbox/message.ts';
import type { WebhookConfig } from '../outbox/webhook/config.ts';

/** Who can hear of what nobody answers. */
export interface ClimbAudience {
  readonly inventory: Inventory;
  readonly webhooks: readonly Endpoint[];
}

type Endpoint = Pick<WebhookConfig, 'url' | 'events' | 'customer'>;

/** What climbing works with; `now` gives epoch milliseconds. */
export interface ClimbParts {
  readonly board: Pick<Board, 'read'>;
  readonly inventory: () => Inventory;
  readonly webhooks: readonly Endpoint[];
  readonly outbox: Pick<Outbox, 'put'>;
  readonly sendDue: () => void;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

/** How often somebody may be waiting for an answer is looked at, in milliseconds. */
const every = 15_000;

/** Starts to tell more and more people of incidents to which nobody responds, step by step; answers how to stop it. */
export function startClimbing(parts: ClimbParts): () => void {
  const look = async () => {
    const { board, inventory, webhooks, outbox, sendDue, now } = parts;
    const { entries } = await board.read();
    const audience = { inventory: inventory(), webhooks };
    const messages = entries.flatMap((entry) => climbMessages(entry, audience, now()));
    if (messages.length > 0 && (await outbox.put(messages, now())) > 0) sendDue();
  };
  const timer = setInterval(() => look().catch(parts.failed), every).unref();
  return () => clearInterval(timer);
}

/** What must have been sent by `now` because nobody responded; each has a key of its own, so that it is sent once. */
export function climbMessages(
  { incident }: Pick<BoardEntry, 'incident'>,
  { inventory, webhooks }: ClimbAudience,
  now: number,
): readonly Message[] {
  const { raised, raisedAt, respondedAt, interventionStartedAt } = incident;
  if (respondedAt !== null || interventionStartedAt !== null) return [];
  const duty = dutyFor(inventory, inventory.customers.get(raised.customer ?? ''));
  if (duty === undefined) return [];
  const due = duty.climb.filter(({ afterMs }) => raisedAt + afterMs <= now);
  return due.flatMap((step) => [
    ...stepMails(incident, climbTo(duty, step.to, raisedAt + step.afterMs), step),
    ...callsTo(webhooks, incident, step),
  ]);
}

type Step = Duty['climb'][number];

function stepMails(
  { id, raised }: BoardEntry['incident'],
  people: readonly Person[],
  { afterMs }: Step,
): readonly Message[] {
  return people.flatMap(({ name, email }): readonly Message[] => {
    if (email === undefined) return [];
    const about = { incident: id, customer: raised.customer, version: 1, moment: null };
    const as = { kind: 'incident-mail', role: 'engineer', topic: 'raised' } as const;
    const content = { ...about, to: { name, email }, ...as };
    return [{ key: `climb ${id} ${afterMs} ${email.toLowerCase()}`, content }];
  });
}

/** What a webhook hears at each step, so that a pager or a chat climbs too. */
const unanswered = 'incident.unanswered';

function callsTo(
  webhooks: readonly Endpoint[],
  { id, raised, raisedAt }: BoardEntry['incident'],
  { afterMs }: Step,
): readonly Message[] {
  return webhooks
    .filter(({ events }) => events.some((pattern) => pattern.matches(unanswered)))
    .filter(({ customer }) => customer === undefined || customer === raised.customer)
    .map(({ url }) => {
      const about = { incident: id, version: 1, moment: null, at: raisedAt + afterMs };
      const content = { kind: 'webhook', url, type: unanswered, ...about } as const;
      return { key: JSON.stringify(['climb', id, afterMs, url]), content };
    });
}
