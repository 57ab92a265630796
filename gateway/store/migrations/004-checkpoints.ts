import type { Kysely } from 'kysely';

/** Signed checkpoints of the log, the heads that the last one covers, and what reports remember of incidents. */
export async function createCheckpoints(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('checkpoint')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('signature', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('checkpoint_head')
    .addColumn('incident', 'integer', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('customer', 'text')
    .addColumn('raised_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('report_cache')
    .addColumn('first', 'integer', (column) => column.primaryKey())
    .addColumn('events', 'integer', (column) => column.notNull())
    .addColumn('earliest', 'bigint', (column) => column.notNull())
    .addColumn('latest', 'bigint', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .execute();
}
