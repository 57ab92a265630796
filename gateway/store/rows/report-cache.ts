import type { Kysely } from 'kysely';
import type { ReportCache } from '../../report/report-cache.ts';
import type { Tables } from '../schema.ts';

/** The cache of reports in a database. */
export function reportCache(db: Kysely<Tables>): ReportCache {
  return {
    blocks: async () => {
      const columns = ['first', 'events', 'earliest', 'latest'] as const;
      const rows = await db.selectFrom('report_cache').select(columns).execute();
      return new Map(rows.map((row) => [row.first, row]));
    },
    content: async (first) => {
      const query = db.selectFrom('report_cache').select('content').where('first', '=', first);
      return (await query.executeTakeFirst())?.content;
    },
    keep: async (block) => {
      const { first: _, ...rest } = block;
      await db
        .insertInto('report_cache')
        .values(block)
        .onConflict((conflict) => conflict.column('first').doUpdateSet(rest))
        .execute();
    },
    clear: async () => {
      await db.deleteFrom('report_cache').execute();
    },
  };
}
