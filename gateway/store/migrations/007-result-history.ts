import type { Kysely } from 'kysely';

/** What results said over time, and how to find deliveries that may be forgotten. */
export async function createResultHistory(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('result_place')
    .addColumn('place', 'integer', (column) => column.primaryKey())
    .addColumn('watched', 'text', (column) => column.notNull().unique())
    .execute();
  await db.schema
    .createTable('result_sample')
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('perfdata', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('result_sample_key', ['place', 'at'])
    .execute();
  await db.schema
    .createTable('result_summary')
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('start', 'bigint', (column) => column.notNull())
    .addColumn('span', 'bigint', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('result_summary_key', ['place', 'start', 'span'])
    .execute();
  await db.schema
    .createIndex('signal_key_received')
    .on('signal_key')
    .column('received_at')
    .execute();
}
