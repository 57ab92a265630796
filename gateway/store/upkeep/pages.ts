import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';

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
  checkpoint: ['number'],
  checkpoint_head: ['incident'],
  report_cache: ['first'],
  result_place: ['place'],
  result_sample: ['place', 'at'],
  result_summary: ['place', 'start', 'span'],
  attachment_piece: ['digest', 'piece'],
  outbox: ['id'],
  refused_endpoint: ['url'],
  timer_cache: ['incident'],
  noticed_moment: ['key'],
  account: ['name'],
  session: ['digest'],
  api_token: ['id'],
  audit_entry: ['position'],
  solution: ['id'],
  sign_in_try: ['id', 'key'],
  sign_in_journey: ['digest'],
} as const satisfies Readonly<Record<keyof Tables, readonly string[]>>;

/** The names of all tables. */
export const tables = Object.keys(keys) as readonly (keyof Tables)[];

/** Whether a table of a database is filled by its own triggers, to find words fast: copying what it is made of copies it. */
export function isIndex(table: string): boolean {
  return /^solution_words(_\w+)?$/.test(table);
}

/** Tables alike: what differs between them is data. */
export type Loose = Kysely<Record<string, Row>>;

/** A row whose columns are not known here. */
export type Row = Readonly<Record<string, unknown>>;

/** A database whose tables are all alike. */
export function loose(db: Kysely<Tables>): Loose {
  return db as unknown as Loose;
}

/** How many rows are held at a time. */
const portion = 500;

/** All rows of a table in the order of its primary key, in pages that are read one after the other. */
export async function* pagesOf<Name extends keyof Tables>(
  db: Kysely<Tables>,
  table: Name,
): AsyncGenerator<readonly Tables[Name][]> {
  for (let last: Row | undefined; ; ) {
    const rows: readonly Row[] = await pageAfter(last, table, loose(db));
    if (rows.length > 0) yield rows as unknown as readonly Tables[Name][];
    if (rows.length < portion) return;
    last = rows.at(-1);
  }
}

function pageAfter(last: Row | undefined, table: keyof Tables, db: Loose) {
  const columns: readonly string[] = keys[table];
  let query = db.selectFrom(table).selectAll().limit(portion);
  for (const column of columns) query = query.orderBy(column);
  if (last === undefined) return query.execute();
  const key = sql.join(columns.map((column) => sql.ref(column)));
  const reached = sql.join(columns.map((column) => sql.val(last[column])));
  return query.where(sql<boolean>`(${key}) > (${reached})`).execute();
}
