import { digestOf } from '../../incident/chain.ts';
import type { MessageState, OutboxEntry } from '../../outbox/box.ts';
import type { Content } from '../../outbox/message.ts';
import type { OutboxRow } from '../schema.ts';

/** The id of a message with a key: short enough for people, and the same for the same key. */
export function idOf(key: string): string {
  return digestOf(key).slice(0, 16);
}

/** A message as its row holds it. */
export function fromRow(row: OutboxRow): OutboxEntry {
  return {
    id: row.id,
    key: row.key,
    content: JSON.parse(row.content) as Content,
    state: row.state as MessageState,
    createdAt: row.created_at,
    dueAt: row.due_at,
    attempts: row.attempts,
    why: row.why,
    endedAt: row.ended_at,
  };
}
