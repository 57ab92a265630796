import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { Tables } from '../schema.ts';
import { chunks } from './chunks.ts';

type Build<Row, Result> = (db: Kysely<Tables>, rows: readonly Row[]) => Compilable<Result>;

/**
 * A query about whatever is named by some values, such as `where … in`; the answers to all of them, in no order. A value
 * may be asked for more than once.
 */
export function askingFor<Value extends string | number, Result>(build: Build<Value, Result>) {
  const run = compiled(build);
  return async (db: Kysely<Tables>, values: readonly Value[]): Promise<readonly Result[]> => {
    const found: Result[] = [];
    for (const some of chunks([...new Set(values)], largest)) {
      found.push(...(await run(db, filledUp(some))).rows);
    }
    return found;
  };
}

/** A statement that writes rows; answers how many it wrote. All rows have the same columns. */
export function writing<Row, Result>(build: Build<Row, Result>) {
  const run = compiled(build);
  return async (db: Kysely<Tables>, rows: readonly Row[]): Promise<number> => {
    let written = 0;
    for (const some of portions(rows)) {
      written += Number((await run(db, some)).numAffectedRows ?? 0);
    }
    return written;
  };
}

/** A query that is always the same. */
export function asking<Result>(build: (db: Kysely<Tables>) => Compilable<Result>) {
  const run = compiled<never, Result>(build);
  return async (db: Kysely<Tables>): Promise<Result | undefined> => (await run(db, [])).rows[0];
}

/** Few sizes make few texts, each of which is compiled and prepared once. */
const sizes = [500, 100, 20, 5, 1] as const;
const [largest] = sizes;

function* portions<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; ) {
    const left = rows.length - from;
    const size = sizes.find((each) => each <= left) ?? 1;
    yield rows.slice(from, from + size);
    from += size;
  }
}

function filledUp<Value>(values: readonly Value[]): readonly Value[] {
  const size = sizes.findLast((each) => each >= values.length) ?? largest;
  return Array.from({ length: size }, (_, index) => values[index] ?? (values[0] as Value));
}

/** A text with its parameters, each of which is taken from the rows that it is about. */
interface Ready<Row, Result> {
  readonly query: CompiledQuery<Result>;
  readonly parameters: readonly ((rows: readonly Row[]) => unknown)[];
}

/** Making a text takes Kysely far longer than SQLite takes to answer it: it is made once a dialect and number of rows. */
function compiled<Row, Result>(build: Build<Row, Result>) {
  const known = new WeakMap<object, Map<number, Ready<Row, Result>>>();
  return (db: Kysely<Tables>, rows: readonly Row[]): Promise<QueryResult<Result>> => {
    const { adapter } = db.getExecutor();
    const texts = known.get(adapter) ?? new Map<number, Ready<Row, Result>>();
    known.set(adapter, texts);
    const ready = texts.get(rows.length) ?? compile(db, rows, build);
    texts.set(rows.length, ready);
    const parameters = ready.parameters.map((read) => read(rows));
    return db.executeQuery({ ...ready.query, parameters });
  };
}

/** Builds the query with marks instead of values: where they turn up as parameters, the values belong. */
function compile<Row, Result>(
  db: Kysely<Tables>,
  rows: readonly Row[],
  build: Build<Row, Result>,
): Ready<Row, Result> {
  const marks = new Map<unknown, (rows: readonly Row[]) => unknown>();
  const mark = (read: (rows: readonly Row[]) => unknown) => {
    const fresh = {};
    marks.set(fresh, read);
    return fresh;
  };
  const marked = rows.map((row, index) => {
    if (typeof row !== 'object' || row === null) return mark((all) => all[index]);
    const columns = Object.keys(row) as (keyof Row)[];
    const entries = columns.map((key) => [key, mark((all) => all[index]?.[key])] as const);
    return Object.fromEntries(entries);
  });
  const query = build(db, marked as readonly unknown[] as readonly Row[]).compile();
  const parameters = query.parameters.map((value) => marks.get(value) ?? (() => value));
  return { query, parameters };
}
