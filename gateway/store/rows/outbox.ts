import { randomUUID } from 'node:crypto';
import type { ExpressionBuilder, Kysely } from 'kysely';
import { digestOf } from '../../incident/chain.ts';
import {
  bundleOf,
  type Leased,
  type LeaseRequest,
  laneOf,
  type MessageState,
  type Outbox,
  type OutboxEntry,
  type OutboxFilter,
  type Settlement,
} from '../../outbox/box.ts';
import type { Content, Message } from '../../outbox/message.ts';
import type { OutboxRow, Tables } from '../schema.ts';
import { chunks } from './chunks.ts';

/** The part of a store that keeps what must be sent. */
export function outboxOf(db: Kysely<Tables>): Outbox {
  return {
    put: (messages, now) => putMessages(db, messages, now),
    lease: (request) => lease(db, request),
    settle: (message, settlement, now) => settle(db, message, { settlement, now }),
    holdLane: (lane, until) => holdLane(db, lane, until),
    sentOf: (bundle, since) => sentOf(db, bundle, since),
    leaseBundle: (bundle, request) => leaseBundle(db, bundle, request),
    nextDue: (except) => nextDue(db, except),
    list: (filter) => list(db, filter),
    entry: (id) => entryOf(db, id),
    states: (keys) => statesOf(db, keys),
    counts: () => countStates(db),
    replay: (id, now) => replay(db, id, now),
    drop: (id, now) => move(db, id, { from: unsent, to: 'dropped', now }),
    forget: async (before) => {
      const { numDeletedRows } = await db
        .deleteFrom('outbox')
        .where('state', 'in', ['sent', 'skipped', 'dropped'])
        .where('ended_at', '<', before)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
    refusedEndpoints: async () => {
      const rows = await db.selectFrom('refused_endpoint').select('url').execute();
      return new Set(rows.map(({ url }) => url));
    },
    refuseEndpoint: (url, refused, now) => refuseEndpoint(db, url, { refused, now }),
  };
}

/** Adds messages; one whose key is known is left out. Answers how many were new. */
export async function putMessages(
  db: Kysely<Tables>,
  messages: readonly Message[],
  now: number,
): Promise<number> {
  let added = 0;
  const rows = messages.map((message, place) => newRow(message, { place, now }));
  for (const some of chunks(rows)) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('outbox')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    added += Number(numInsertedOrUpdatedRows ?? 0);
  }
  return added;
}

const over: readonly MessageState[] = ['dead', 'skipped', 'dropped'];
const unsent: readonly MessageState[] = ['waiting', 'dead'];

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

/** Short enough for people, and the same for the same key. */
function idOf(key: string): string {
  return digestOf(key).slice(0, 16);
}

/** What is due and may be sent now: a lease only moves the time at which a message is due. */
async function lease(db: Kysely<Tables>, request: LeaseRequest): Promise<readonly Leased[]> {
  const { now, until, limit, except } = request;
  const due = await db
    .selectFrom('outbox')
    .select('id')
    .where('due_at', '<=', now)
    .where(outside(except))
    .orderBy('created_at')
    .orderBy('place')
    .limit(limit)
    .execute();
  if (due.length === 0) return [];
  const ids = due.map(({ id }) => id);
  const rows = await db
    .updateTable('outbox')
    .set({ due_at: until, lease: randomUUID() })
    .where('id', 'in', ids)
    .where('due_at', '<=', now)
    .returningAll()
    .execute();
  return inOrder(rows);
}

/** Leaves out what is in one of these lanes. */
function outside(lanes: readonly string[]) {
  return ({ eb, or, lit }: ExpressionBuilder<Tables, 'outbox'>) =>
    lanes.length === 0 ? lit(true) : or([eb('lane', 'is', null), eb('lane', 'not in', lanes)]);
}

interface Settling {
  readonly settlement: Settlement;
  readonly now: number;
}

async function settle(
  db: Kysely<Tables>,
  { id, lease: held, attempts }: Leased,
  { settlement, now }: Settling,
): Promise<boolean> {
  if (settlement.state === 'forgotten') return forget(db, id, held);
  const { state, why } = settlement;
  const change =
    settlement.state === 'waiting'
      ? { due_at: settlement.dueAt, attempts: attempts + (settlement.counts ? 1 : 0) }
      : { due_at: null, attempts: attempts + 1, ended_at: now };
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ ...change, state, why, lease: null })
    .where('id', '=', id)
    .where('lease', '=', held)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

async function forget(db: Kysely<Tables>, id: string, held: string): Promise<boolean> {
  const query = db.deleteFrom('outbox').where('id', '=', id).where('lease', '=', held);
  return (await query.executeTakeFirstOrThrow()).numDeletedRows > 0n;
}

/** How many of a bundle went out after that, and the first of them. */
async function sentOf(db: Kysely<Tables>, bundle: string, since: number) {
  const row = await db
    .selectFrom('outbox')
    .select((select) => [select.fn.countAll().as('count'), select.fn.min('ended_at').as('first')])
    .where('bundle', '=', bundle)
    .where('state', '=', 'sent')
    .where('ended_at', '>', since)
    .executeTakeFirst();
  return { count: Number(row?.count ?? 0), first: row?.first ?? null };
}

async function leaseBundle(
  db: Kysely<Tables>,
  bundle: string,
  { now, until }: Pick<LeaseRequest, 'now' | 'until'>,
): Promise<readonly Leased[]> {
  const rows = await db
    .updateTable('outbox')
    .set({ due_at: until, lease: randomUUID() })
    .where('bundle', '=', bundle)
    .where('due_at', '<=', now)
    .returningAll()
    .execute();
  return inOrder(rows);
}

function inOrder(rows: readonly OutboxRow[]): readonly Leased[] {
  return rows
    .toSorted((a, b) => a.created_at - b.created_at || a.place - b.place)
    .map((row) => ({ ...fromRow(row), lease: row.lease ?? '' }));
}

async function holdLane(db: Kysely<Tables>, lane: string, until: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ due_at: until, lease: null })
    .where('lane', '=', lane)
    .where('state', '=', 'waiting')
    .execute();
}

async function nextDue(db: Kysely<Tables>, except: readonly string[]): Promise<number | null> {
  const row = await db
    .selectFrom('outbox')
    .select((select) => select.fn.min('due_at').as('due'))
    .where(outside(except))
    .executeTakeFirst();
  return row?.due ?? null;
}

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

async function refuseEndpoint(
  db: Kysely<Tables>,
  url: string,
  { refused, now }: { readonly refused: boolean; readonly now: number },
): Promise<void> {
  if (!refused) {
    await db.deleteFrom('refused_endpoint').where('url', '=', url).execute();
    return;
  }
  await db
    .insertInto('refused_endpoint')
    .values({ url, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function fromRow(row: OutboxRow): OutboxEntry {
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
