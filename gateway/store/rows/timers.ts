import { type Kysely, sql, type Transaction } from 'kysely';
import type { DueTimer, TimerBook, TimerLook } from '../../timers/book.ts';
import type { NoticedMomentRow, Tables, TimerCacheRow } from '../schema.ts';
import { asking, askingFor, writing } from './compiled.ts';
import { putMessages } from './outbox.ts';

/** The part of a store that knows when to look at which incident. */
export function timersOf(db: Kysely<Tables>): TimerBook {
  return {
    due: (now, limit) => due(db, now, limit),
    nextDue: async () => (await selectNextDue(db))?.due ?? null,
    noticed: (incidents) => noticed(db, incidents),
    keep: (looks, now) => db.transaction().execute((transaction) => keep(transaction, looks, now)),
  };
}

const selectNextDue = asking((db) =>
  db.selectFrom('timer_cache').select((select) => select.fn.min('due_at').as('due')),
);

/** Something happened to these incidents: their clocks are to be looked at at once. */
export async function wakeTimers(db: Kysely<Tables>, incidents: readonly number[]): Promise<void> {
  await wake(
    db,
    incidents.map((incident) => ({ incident, due_at: 0, stamp: 1 })),
  );
}

const wake = writing((db, rows: readonly TimerCacheRow[]) =>
  db
    .insertInto('timer_cache')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('incident').doUpdateSet({ due_at: 0, stamp: sql`timer_cache.stamp + 1` }),
    ),
);

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
  for (const { key } of await selectNoticed(db, incidents)) keys.add(key);
  return keys;
}

const selectNoticed = askingFor((db, incidents: readonly number[]) =>
  db.selectFrom('noticed_moment').select('key').where('incident', 'in', incidents),
);

const addMoments = writing((db, rows: readonly NoticedMomentRow[]) =>
  db
    .insertInto('noticed_moment')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing()),
);

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
  await addMoments(db, moments);
  await putMessages(
    db,
    kept.flatMap(({ messages }) => messages),
    now,
  );
  return kept.map(({ incident }) => incident);
}
