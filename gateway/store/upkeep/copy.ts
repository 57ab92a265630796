import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { canonicalJson } from '../../incident/chain.ts';
import { chunks } from '../rows/chunks.ts';
import type { Tables } from '../schema.ts';
import { isIndex, type Loose, loose, pagesOf, type Row, tables } from './pages.ts';
import type { Progress } from './progress.ts';
import { asOfOneInstant } from './snapshot.ts';

/** A copy that was not made: nothing was written. */
class CopyError extends Error {
  override readonly name = 'CopyError';
}

/**
 * Copies every row of one migrated database, as of one instant, into another one, which must be empty, reads the copy
 * again and compares it: all of it or nothing. Answers how many rows of the incident log there were.
 */
export async function copyTables(
  from: Kysely<Tables>,
  to: Kysely<Tables>,
  progress: Progress,
): Promise<number> {
  await refuseUnknownTables(from);
  return asOfOneInstant(from, (source) =>
    to.transaction().execute((target) => copyAll({ source, target, progress })),
  );
}

/** What a newer version has added would be lost without a word. */
async function refuseUnknownTables(db: Kysely<Tables>): Promise<void> {
  const found = (await db.introspection.getTables()).map(({ name }) => name);
  const unknown = found.filter((name) => !isIndex(name) && !tables.some((table) => table === name));
  if (unknown.length === 0) return;
  throw new CopyError(
    `this version does not know the tables ${unknown.join(', ')}: use a newer one`,
  );
}

interface Copying {
  readonly source: Kysely<Tables>;
  readonly target: Kysely<Tables>;
  readonly progress: Progress;
}

async function copyAll({ source, target, progress }: Copying): Promise<number> {
  await refuseFull(target);
  let events = 0;
  for (const table of tables) {
    const read = tally();
    for await (const page of pagesOf(source, table)) {
      const rows = page as unknown as readonly Row[];
      read.add(rows);
      await insert(loose(target), table, rows);
      progress(`copying ${table}`, read.rows());
    }
    const written = tally();
    for await (const page of pagesOf(target, table)) {
      written.add(page as unknown as readonly Row[]);
      progress(`comparing ${table}`, written.rows());
    }
    if (read.sum() !== written.sum()) throw new CopyError(`${table}: the copy is not the same`);
    if (table === 'incident_event') events = read.rows();
  }
  return events;
}

async function refuseFull(db: Kysely<Tables>): Promise<void> {
  for (const table of tables) {
    const [row] = await loose(db).selectFrom(table).selectAll().limit(1).execute();
    if (row !== undefined) {
      throw new CopyError(`the store to copy into is not empty: ${table} has rows`);
    }
  }
}

async function insert(target: Loose, table: keyof Tables, rows: readonly Row[]): Promise<void> {
  for (const some of chunks(rows)) await target.insertInto(table).values(some).execute();
}

/** The number of rows and a digest that does not depend on their order, because two databases sort texts differently. */
function tally() {
  let count = 0;
  let sum = 0n;
  return {
    add: (rows: readonly Row[]) => {
      count += rows.length;
      for (const row of rows) {
        const hash = createHash('sha256')
          .update(canonicalJson(plain(row)))
          .digest('hex');
        sum = (sum + BigInt(`0x${hash}`)) % modulus;
      }
    },
    rows: () => count,
    sum: () => `${count}/${sum}`,
  };
}

const modulus = 2n ** 256n;

/** The two drivers give bytes in arrays of different kinds. */
function plain(row: Row): Row {
  const entries = Object.entries(row).map(([column, value]) => [
    column,
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  ]);
  return Object.fromEntries(entries);
}
