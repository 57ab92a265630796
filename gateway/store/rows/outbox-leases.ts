import { randomUUID } from 'node:crypto';
import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Leased, LeaseRequest, Outbox, Settlement } from '../../outbox/box.ts';
import type { OutboxRow, Tables } from '../schema.ts';
import { fromRow } from './outbox-row.ts';

/** What sending asks of the outbox: to hold what is due, and to say what became of it. */
export function outboxLeases(
  db: Kysely<Tables>,
): Pick<Outbox, 'lease' | 'settle' | 'holdLane' | 'sentOf' | 'leaseBundle' | 'nextDue'> {
  return {
    lease: (request) => lease(db, request),
    settle: (message, settlement, now) => settle(db, message, { settlement, now }),
    holdLane: (lane, until) => holdLane(db, lane, until),
    sentOf: (bundle, since) => sentOf(db, bundle, since),
    leaseBundle: (bundle, request) => leaseBundle(db, bundle, request),
    nextDue: (except) => nextDue(db, except),
  };
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
