import type { Kysely } from 'kysely';
import { bundleOf, laneOf, type Outbox } from '../../outbox/box.ts';
import type { Message } from '../../outbox/message.ts';
import type { OutboxRow, Tables } from '../schema.ts';
import { writing } from './compiled.ts';
import { outboxDesk } from './outbox-desk.ts';
import { outboxLeases } from './outbox-leases.ts';
import { idOf } from './outbox-row.ts';
import { refusedEndpoints } from './refused-endpoints.ts';

/** The part of a store that keeps what must be sent. */
export function outboxOf(db: Kysely<Tables>): Outbox {
  return {
    put: (messages, now) => putMessages(db, messages, now),
    ...outboxLeases(db),
    ...outboxDesk(db),
    ...refusedEndpoints(db),
    forget: async (before) => {
      const { numDeletedRows } = await db
        .deleteFrom('outbox')
        .where('state', 'in', ['sent', 'skipped', 'dropped'])
        .where('ended_at', '<', before)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

/** Adds messages; one whose key is known is left out. Answers how many were new. */
export async function putMessages(
  db: Kysely<Tables>,
  messages: readonly Message[],
  now: number,
): Promise<number> {
  return addRows(
    db,
    messages.map((message, place) => newRow(message, { place, now })),
  );
}

const addRows = writing((db, rows: readonly OutboxRow[]) =>
  db
    .insertInto('outbox')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing()),
);

interface Placing {
  readonly place: number;
  readonly now: number;
}

function newRow({ key, content, notBefore }: Message, { place, now }: Placing): OutboxRow {
  return {
    id: idOf(key),
    key,
    lane: laneOf(content),
    bundle: bundleOf(content),
    incident: 'incident' in content ? content.incident : null,
    content: JSON.stringify(content),
    state: 'waiting',
    created_at: now,
    place,
    due_at: Math.max(now, notBefore ?? now),
    attempts: 0,
    lease: null,
    why: null,
    ended_at: null,
  };
}
