import type { Kysely } from 'kysely';
import type { MessageState, Outbox, OutboxEntry, OutboxFilter } from '../../outbox/box.ts';
import type { Tables } from '../schema.ts';
import { chunks } from './chunks.ts';
import { fromRow, idOf } from './outbox-row.ts';
import { refuseEndpoint } from './refused-endpoints.ts';

/** What people ask of the outbox, and what they decide. */
export function outboxDesk(
  db: Kysely<Tables>,
): Pick<Outbox, 'list' | 'entry' | 'states' | 'counts' | 'replay' | 'drop'> {
  return {
    list: (filter) => list(db, filter),
    entry: (id) => entryOf(db, id),
    states: (keys) => statesOf(db, keys),
    counts: () => countStates(db),
    replay: (id, now) => replay(db, id, now),
    drop: (id, now) => move(db, id, { from: unsent, to: 'dropped', now }),
  };
}

const over: readonly MessageState[] = ['dead', 'skipped', 'dropped'];
const unsent: readonly MessageState[] = ['waiting', 'dead'];

async function list(
  db: Kysely<Tables>,
  { state, incident, limit = 1_000 }: OutboxFilter,
): Promise<readonly OutboxEntry[]> {
  let query = db.selectFrom('outbox').selectAll();
  if (state !== undefined) query = query.where('state', 'in', state);
  if (incident !== undefined) query = query.where('incident', '=', incident);
  const newestFirst = query.orderBy('created_at', 'desc').orderBy('place', 'desc');
  return (await newestFirst.limit(limit).execute()).map(fromRow);
}

async function entryOf(db: Kysely<Tables>, id: string): Promise<OutboxEntry | undefined> {
  const row = await db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

async function statesOf(
  db: Kysely<Tables>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, MessageState>> {
  const states = new Map<string, MessageState>();
  for (const some of chunks(keys)) {
    const query = db.selectFrom('outbox').select(['key', 'state']);
    const rows = await query.where('id', 'in', some.map(idOf)).execute();
    for (const { key, state } of rows) states.set(key, state as MessageState);
  }
  return states;
}

async function countStates(db: Kysely<Tables>): Promise<ReadonlyMap<MessageState, number>> {
  const rows = await db
    .selectFrom('outbox')
    .select(['state', (select) => select.fn.countAll().as('count')])
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, count }) => [state as MessageState, Number(count)]));
}

/** Whoever sends a call after all means that its receiver wants to be called again. */
async function replay(
  db: Kysely<Tables>,
  id: string,
  now: number,
): Promise<OutboxEntry | undefined> {
  const entry = await move(db, id, { from: over, to: 'waiting', now });
  const url = entry?.content.kind === 'webhook' ? entry.content.url : undefined;
  if (url !== undefined) await refuseEndpoint(db, url, { refused: false, now });
  return entry;
}

interface Move {
  readonly from: readonly MessageState[];
  readonly to: 'waiting' | 'dropped';
  readonly now: number;
}

/** What somebody decides about one message; whoever was sending it has no lease any more. */
async function move(
  db: Kysely<Tables>,
  id: string,
  { from, to, now }: Move,
): Promise<OutboxEntry | undefined> {
  const change =
    to === 'waiting'
      ? { created_at: now, due_at: now, attempts: 0, why: null, ended_at: null }
      : { due_at: null, ended_at: now };
  const row = await db
    .updateTable('outbox')
    .set({ ...change, state: to, lease: null })
    .where('id', '=', id)
    .where('state', 'in', from)
    .returningAll()
    .executeTakeFirst();
  return row && fromRow(row);
}
