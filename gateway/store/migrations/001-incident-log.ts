import type { Kysely } from 'kysely';

/** The first schema: see ../schema.ts for what each table holds. */
export async function createIncidentLog(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('incident_event')
    .addColumn('incident', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('previous_hash', 'text')
    .addColumn('hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('incident_event_key', ['incident', 'version'])
    .execute();
  await db.schema
    .createTable('personal_text')
    .addColumn('digest', 'text', (column) => column.primaryKey())
    .addColumn('salt', 'text', (column) => column.notNull())
    .addColumn('text', 'text')
    .addColumn('erased_at', 'bigint')
    .execute();
  await db.schema
    .createTable('terms')
    .addColumn('digest', 'text', (column) => column.primaryKey())
    .addColumn('content', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('maintenance_window')
    .addColumn('position', 'integer', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('previous_hash', 'text')
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('signal_key')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .execute();
  await createCaches(db);
}

async function createCaches(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('incident_cache')
    .addColumn('incident', 'integer', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('customer', 'text')
    .addColumn('severity', 'text', (column) => column.notNull())
    .addColumn('raised_at', 'bigint', (column) => column.notNull())
    .addColumn('settling_since', 'bigint')
    .addColumn('state', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('watched_cache')
    .addColumn('watched', 'text', (column) => column.primaryKey())
    .addColumn('incident', 'integer', (column) => column.notNull())
    .execute();
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('incident_cache').columns(columns).execute();
  await index('incident_cache_status', ['status', 'raised_at']);
  await index('incident_cache_customer', ['customer', 'raised_at']);
  await index('incident_cache_raised', ['raised_at']);
  await index('incident_cache_settling', ['settling_since']);
}
