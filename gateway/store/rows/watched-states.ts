import { type Kysely, sql } from 'kysely';
import { type Place, placeKey } from '../../incident/carried.ts';
import type { LastHeard } from '../../results/silence.ts';
import type { WatchedState } from '../../results/watched-state.ts';
import type { Tables, WatchedStateRow } from '../schema.ts';
import { ConflictError, type Store } from '../store.ts';
import { asking, askingFor, writing } from './compiled.ts';

/** The part of a store that keeps what watched things have said. */
export function watchedStates(
  db: Kysely<Tables>,
): Pick<
  Store,
  | 'watched'
  | 'watchedOn'
  | 'lastHeard'
  | 'expect'
  | 'overdue'
  | 'nextOverdue'
  | 'listen'
  | 'resumeListening'
> {
  return {
    watched: async (places) => (await selectStates(db, places.map(placeKey))).map(fromRow),
    watchedOn: async (hosts) => (await selectStatesOn(db, hosts)).map(fromRow),
    lastHeard: () => lastHeard(db),
    expect: (states) => expectStates(db, states),
    overdue: (now, limit) => overdue(db, now, limit),
    nextOverdue: () => nextOverdue(db),
    listen: (now) => listen(db, now),
    resumeListening: (now, earliest) => resumeListening(db, { now, earliest }),
  };
}

/** Writes states over those that they were made from; a ConflictError when one of these was replaced since. */
export async function keepStates(
  db: Kysely<Tables>,
  states: readonly WatchedState[],
): Promise<void> {
  if ((await replaceStates(db, states.map(toRow))) !== states.length) {
    throw new ConflictError('somebody else heard of the same thing');
  }
}

const replaceStates = writing((db, rows: readonly WatchedStateRow[]) =>
  db
    .insertInto('watched_state')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('watched')
        .doUpdateSet(({ ref }) => ({
          version: ref('excluded.version'),
          heard_at: ref('excluded.heard_at'),
          due_at: ref('excluded.due_at'),
          content: ref('excluded.content'),
        }))
        .where('watched_state.version', '=', sql<number>`excluded.version - 1`),
    ),
);

const selectStates = askingFor((db, keys: readonly string[]) =>
  db.selectFrom('watched_state').selectAll().where('watched', 'in', keys),
);

const selectStatesOn = askingFor((db, hosts: readonly string[]) =>
  db.selectFrom('watched_state').selectAll().where('host', 'in', hosts),
);

async function lastHeard(db: Kysely<Tables>): Promise<LastHeard> {
  const rows = await db
    .selectFrom('watched_state')
    .select(['customer', (select) => select.fn.max('heard_at').as('at')])
    .groupBy('customer')
    .execute();
  const times = new Map(rows.map(({ customer, at }) => [customer, at]));
  return { of: (customer) => times.get(customer) ?? 0, ofAnybody: Math.max(0, ...times.values()) };
}

async function expectStates(db: Kysely<Tables>, states: readonly WatchedState[]): Promise<void> {
  await addStates(db, states.map(toRow));
}

const addStates = writing((db, rows: readonly WatchedStateRow[]) =>
  db
    .insertInto('watched_state')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing()),
);

async function overdue(db: Kysely<Tables>, now: number, limit: number): Promise<readonly Place[]> {
  const rows = await db
    .selectFrom('watched_state')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute();
  return rows.map(fromRow).map(({ customer, host, service }) => ({ customer, host, service }));
}

async function nextOverdue(db: Kysely<Tables>): Promise<number | null> {
  return (await selectNextOverdue(db))?.due ?? null;
}

const selectNextOverdue = asking((db) =>
  db.selectFrom('watched_state').select((select) => select.fn.min('due_at').as('due')),
);

async function listen(db: Kysely<Tables>, at: number): Promise<void> {
  await db
    .insertInto('listening')
    .values({ id: 1, at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
    .execute();
}

interface Resumption {
  readonly now: number;
  readonly earliest: number;
}

async function resumeListening(db: Kysely<Tables>, { now, earliest }: Resumption): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const last = await transaction.selectFrom('listening').select('at').executeTakeFirst();
    const away = timeAway(now, last?.at ?? now);
    await transaction
      .updateTable('watched_state')
      .set((set) => ({ due_at: set('due_at', '+', away) }))
      .where('due_at', 'is not', null)
      .execute();
    await transaction
      .updateTable('watched_state')
      .set({ due_at: earliest })
      .where('due_at', '<', earliest)
      .execute();
    await listen(transaction, now);
  });
}

/** Negative when the clock was set back; what is less than this is the difference of two gateways' clocks. */
const skew = 15_000;

function timeAway(now: number, last: number): number {
  const away = now - last;
  return away < 0 && away >= -skew ? 0 : away;
}

function toRow(state: WatchedState): WatchedStateRow {
  const { version, customer, host, heardAt, dueAt, ...content } = state;
  return {
    watched: placeKey(state),
    customer,
    host,
    version: version + 1,
    heard_at: heardAt,
    due_at: dueAt,
    content: JSON.stringify(content),
  };
}

function fromRow(row: WatchedStateRow): WatchedState {
  const { customer, host, version, heard_at: heardAt, due_at: dueAt } = row;
  const content = JSON.parse(row.content) as Omit<WatchedState, 'customer' | 'host'>;
  return { ...content, customer, host, version, heardAt, dueAt };
}
