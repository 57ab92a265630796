import { type Kysely, sql } from 'kysely';

/** What must be sent once, and when each open incident's clocks must be looked at next. */
export async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('lane', 'text')
    .addColumn('bundle', 'text')
    .addColumn('incident', 'integer')
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('lease', 'text')
    .addColumn('why', 'text')
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema
    .createTable('refused_endpoint')
    .addColumn('url', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await createTimers(db);
  const index = (name: string, table: string, columns: string[]) =>
    db.schema.createIndex(name).on(table).columns(columns).execute();
  await index('outbox_due', 'outbox', ['due_at']);
  await index('outbox_state', 'outbox', ['state', 'created_at']);
  await index('outbox_incident', 'outbox', ['incident']);
  await index('outbox_bundle', 'outbox', ['bundle', 'ended_at']);
  await index('outbox_lane', 'outbox', ['lane', 'state']);
  await index('timer_due', 'timer_cache', ['due_at']);
  await index('noticed_moment_incident', 'noticed_moment', ['incident']);
}

/** Incidents that are open already are due at once: nobody has looked at their clocks. */
async function createTimers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('timer_cache')
    .addColumn('incident', 'integer', (column) => column.primaryKey())
    .addColumn('due_at', 'bigint')
    .addColumn('stamp', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('noticed_moment')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('incident', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('noticed_at', 'bigint', (column) => column.notNull())
    .execute();
  await sql`insert into timer_cache (incident, due_at, stamp)
    select incident, 0, 1 from incident_cache where status = 'open'`.execute(db);
}
