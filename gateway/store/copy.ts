import type { Kysely } from 'kysely';
import { chunks } from './chunks.ts';
import type { Tables } from './schema.ts';

/** Every table with the columns of its primary key. */
const keys = {
  incident_event: ['incident', 'version'],
  personal_text: ['digest'],
  terms: ['digest'],
  maintenance_window: ['position'],
  signal_key: ['key'],
  incident_cache: ['incident'],
  watched_cache: ['watched'],
  watched_state: ['watched'],
  listening: ['id'],
  result_place: ['place'],
  result_sample: ['place', 'at'],
  result_summary: ['place', 'start', 'span'],
  outbox: ['id'],
  refused_endpoint: ['url'],
  timer_cache: ['incident'],
  noticed_moment: ['key'],
} as const satisfies Readonly<Record<keyof Tables, readonly string[]>>;

/** How many rows are held at a time. */
const portion = 1_000;

/**
 * Copies every row of one migrated database into another one, which must be empty, each as of one instant and all or
 * nothing; answers how many rows of the incident log there were.
 */
export async function copyTables(from: Kysely<Tables>, to: Kysely<Tables>): Promise<number> {
  return from
    .transaction()
    .execute((source) => to.transaction().execute((target) => copyAll(source, target)));
}

/** Whether nothing was ever written to a migrated database. */
export async function isEmpty(db: Kysely<Tables>): Promise<boolean> {
  for (const table of Object.keys(keys) as (keyof Tables)[]) {
    const [row] = await loose(db).selectFrom(table).selectAll().limit(1).execute();
    if (row !== undefined) return false;
  }
  return true;
}

async function copyAll(source: Kysely<Tables>, target: Kysely<Tables>): Promise<number> {
  let events = 0;
  for (const table of Object.keys(keys) as (keyof Tables)[]) {
    const copied = await copyTable(table, loose(source), loose(target));
    if (table === 'incident_event') events = copied;
  }
  return events;
}

type Row = Readonly<Record<string, unknown>>;
/** All tables alike: what differs between them is data here. */
type Loose = Kysely<Record<string, Row>>;

function loose(db: Kysely<Tables>): Loose {
  return db as unknown as Loose;
}

/** In the order of the primary key, each portion from where the last one ended. */
async function copyTable(table: keyof Tables, source: Loose, target: Loose): Promise<number> {
  const columns: readonly string[] = keys[table];
  for (let copied = 0, last: Row | undefined; ; ) {
    const rows: readonly Row[] = await pageAfter(last, { table, columns, source });
    for (const some of chunks(rows)) await target.insertInto(table).values(some).execute();
    copied += rows.length;
    last = rows.at(-1);
    if (rows.length < portion) return copied;
  }
}

interface Paging {
  readonly table: keyof Tables;
  readonly columns: readonly string[];
  readonly source: Loose;
}

function pageAfter(last: Row | undefined, { table, columns, source }: Paging) {
  let query = source.selectFrom(table).selectAll().limit(portion);
  for (const column of columns) query = query.orderBy(column);
  const [first = '', second] = columns;
  if (last === undefined) return query.execute();
  if (second === undefined) return query.where(first, '>', last[first]).execute();
  return query
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple(first, second), '>', tuple(last[first], last[second])),
    )
    .execute();
}
