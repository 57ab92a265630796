import { type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Solution, Solutions } from '../../solutions/solution.ts';
import type { SolutionRow, Tables } from '../schema.ts';

/** How often somebody else may be quicker to take a number. */
const attempts = 50;

/** Known solutions in a migrated database. */
export function solutionsOf(db: Kysely<Tables>, isTaken: (error: unknown) => boolean): Solutions {
  return {
    add: async (solution) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await insert(db, solution);
        } catch (error) {
          if (!isTaken(error) || attempt === attempts) throw error;
        }
      }
    },
    solution: async (id) => {
      const row = await all(db).where('id', '=', id).executeTakeFirst();
      return row && toSolution(row);
    },
    latest: async (limit) =>
      (await all(db).orderBy('id', 'desc').limit(limit).execute()).map(toSolution),
    search: (words, limit) => search(db, words, limit),
    near: async ({ host, service }, limit) => {
      const rows = await all(db)
        .where(({ eb, or }) => or([eb('host', '=', host), eb('service', '=', service)]))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toSolution);
    },
  };
}

function all(db: Kysely<Tables>) {
  return db.selectFrom('solution').selectAll();
}

async function insert(db: Kysely<Tables>, solution: Omit<Solution, 'id'>): Promise<Solution> {
  const last = await db
    .selectFrom('solution')
    .select((select) => select.fn.max('id').as('id'))
    .executeTakeFirst();
  const fresh = { ...solution, id: (last?.id ?? 0) + 1 };
  const { id, title, text, incident, host, service, writtenAt, writtenBy } = fresh;
  const row = {
    id,
    title,
    text,
    incident,
    host,
    service,
    written_at: writtenAt,
    written_by: writtenBy,
  };
  await db.insertInto('solution').values(row).execute();
  return fresh;
}

/** The words are letters and digits only: nothing in them can be taken for an operator. */
async function search(
  db: Kysely<Tables>,
  words: readonly string[],
  limit: number,
): Promise<readonly Solution[]> {
  const plain = words
    .map((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => word !== '');
  if (plain.length === 0) return [];
  const { rows } = await (db.getExecutor().adapter instanceof PostgresAdapter
    ? inPostgresql(plain.join(' | '), limit)
    : inSqlite(plain.map((word) => `"${word}"`).join(' OR '), limit)
  ).execute(db);
  return rows.map(toSolution);
}

function inSqlite(query: string, limit: number) {
  return sql<SolutionRow>`select solution.* from solution_words
    join solution on solution.id = solution_words.rowid
    where solution_words match ${query} order by solution_words.rank limit ${limit}`;
}

function inPostgresql(query: string, limit: number) {
  const words = sql`to_tsvector('simple', title || ' ' || text)`;
  return sql<SolutionRow>`select * from solution where ${words} @@ to_tsquery('simple', ${query})
    order by ts_rank(${words}, to_tsquery('simple', ${query})) desc, id desc limit ${limit}`;
}

function toSolution(row: SolutionRow): Solution {
  const { id, title, text, incident, host, service } = row;
  return {
    ...{ id, title, text, incident, host, service },
    writtenAt: row.written_at,
    writtenBy: row.written_by,
  };
}
