import type { Kysely } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import type { Tables } from './schema.ts';

/**
 * Brings a database to the newest schema, in one transaction that holds the dialect's lock, so that several processes
 * may start at once. Migrations only add: an older program works on a newer database and leaves it as it is.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const { error } = await db.transaction().execute(async (transaction) => {
    const migrator = new Migrator({ db: transaction, provider: migrationsFor(transaction) });
    return migrator.migrateToLatest();
  });
  if (error !== undefined) throw new Error('the store cannot be migrated', { cause: error });
}

/** One entry a change of the schema, in the order of their names; an entry that was released never changes. */
const migrations: Readonly<Record<string, Migration>> = {
  '001-incident-log': { up: createIncidentLog },
  '002-watched-state': { up: createWatchedState },
};

/** What a newer program has done to this database is known by name, so that the migrator accepts it. */
function migrationsFor(db: Kysely<Tables>): MigrationProvider {
  return {
    getMigrations: async () => {
      const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
      if (!tables.some(({ name }) => name === 'kysely_migration')) return { ...migrations };
      const done = await db
        .withTables<{ kysely_migration: { name: string } }>()
        .selectFrom('kysely_migration')
        .select('name')
        .execute();
      const newer = done.map(({ name }) => [name, { up: async () => {} }] as const);
      return { ...Object.fromEntries(newer), ...migrations };
    },
  };
}

/** The first schema: see schema.ts for what each table holds. */
async function createIncidentLog(db: Kysely<unknown>): Promise<void> {
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

async function createWatchedState(db: Kysely<unknown>): Promise<void> {
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
