import { type Kysely, sql, type Transaction } from 'kysely';
import type { DueTimer, TimerBook, TimerLook } from '../../timers/book.ts';
import type { Tables } from '../schema.ts';
import { chunks } from './chunks.ts';
import { putMessages } from './outbox.ts';

/** The part of a store that knows when to look at which incident. */
export function timersOf(db: Kysely<Tables>): TimerBook {
  return {
    due: (now, limit) => due(db, now, limit),
    nextDue: async () => {
      const row = await db
        .selectFrom('timer_cache')
        .select((select) => select.fn.min('due_at').as('due'))
        .executeTakeFirst();
      return row?.due ?? null;
    },
    noticed: (incidents) => noticed(db, incidents),
    keep: (looks, now) => db.transaction().execute((transaction) => keep(transaction, looks, now)),
  };
}

/** Something happened to these incidents: their clocks are to be looked at at once. */
export async function wakeTimers(db: Kysely<Tables>, incidents: readonly number[]): Promise<void> {
  for (const some of chunks(incidents)) {
    await db
      .insertInto('timer_cache')
      .values(some.map((incident) => ({ incident, due_at: 0, stamp: 1 })))
      .onConflict((conflict) =>
        conflict.column('incident').doUpdateSet({ due_at: 0, stamp: sql`timer_cache.stamp + 1` }),
      )
      .execute();
  }
}

/** The same for all open incidents: of one customer, or of everybody. */
export async function wakeOpenTimers(db: Kysely<Tables>, customer?: string): Promise<void> {
  let query = db.selectFrom('incident_cache').select('incident').where('status', '=', 'open');
  if (customer !== undefined) query = query.where('customer', '=', customer);
  const rows = await query.orderBy('incident').execute();
  await wakeTimers(
    db,
    rows.map(({ incident }) => incident),
  );
}

async function due(db: Kysely<Tables>, now: number, limit: number): Promise<readonly DueTimer[]> {
  return db
    .selectFrom('timer_cache')
    .select(['incident', 'stamp'])
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('incident')
    .limit(limit)
    .execute();
}

async function noticed(
  db: Kysely<Tables>,
  incidents: readonly number[],
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (const some of chunks(incidents)) {
    const query = db.selectFrom('noticed_moment').select('key').where('incident', 'in', some);
    for (const { key } of await query.execute()) keys.add(key);
  }
  return keys;
}

async function keep(
  db: Transaction<Tables>,
  looks: readonly TimerLook[],
  now: number,
): Promise<readonly number[]> {
  const kept: TimerLook[] = [];
  // In the order of their numbers, so that two gateways never wait for each other.
  for (const look of looks.toSorted((a, b) => a.incident - b.incident)) {
    const { numUpdatedRows } = await db
      .updateTable('timer_cache')
      .set({ due_at: look.next, stamp: look.stamp + 1 })
      .where('incident', '=', look.incident)
      .where('stamp', '=', look.stamp)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) kept.push(look);
  }
  const moments = kept.flatMap(({ incident, noticed: all }) =>
    all.map(({ key, at }) => ({ key, incident, at, noticed_at: now })),
  );
  for (const some of chunks(moments)) {
    const insert = db.insertInto('noticed_moment').values(some);
    await insert.onConflict((conflict) => conflict.doNothing()).execute();
  }
  await putMessages(
    db,
    kept.flatMap(({ messages }) => messages),
    now,
  );
  return kept.map(({ incident }) => incident);
}
