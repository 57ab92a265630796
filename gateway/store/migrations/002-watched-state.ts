import type { Kysely } from 'kysely';

/** What passive results said last, and when their silence becomes an incident. */
export async function createWatchedState(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('watched_state')
    .addColumn('watched', 'text', (column) => column.primaryKey())
    .addColumn('customer', 'text')
    .addColumn('host', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('heard_at', 'bigint', (column) => column.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('content', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('listening')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  const index = (name: string, column: string) =>
    db.schema.createIndex(name).on('watched_state').column(column).execute();
  await index('watched_state_host', 'host');
  await index('watched_state_due', 'due_at');
}
