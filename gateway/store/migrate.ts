import type { Kysely } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import { createIncidentLog } from './migrations/001-incident-log.ts';
import { createWatchedState } from './migrations/002-watched-state.ts';
import { createOutbox } from './migrations/003-outbox.ts';
import { createCheckpoints } from './migrations/004-checkpoints.ts';
import { createAccounts } from './migrations/005-accounts.ts';
import { createSolutions } from './migrations/006-solutions.ts';
import { createResultHistory } from './migrations/007-result-history.ts';
import { createAttachments } from './migrations/009-attachments.ts';
import { indexOpenVersions } from './migrations/011-open-versions.ts';
import { createSignIn } from './migrations/012-sign-in.ts';
import type { Tables } from './schema.ts';

/**
 * Brings a database to the newest schema, in one transaction that holds the dialect's lock, so that several processes
 * may start at once. Migrations only add: an older program works on a newer database and leaves it as it is.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const { error } = await db.transaction().execute(async (transaction) => {
    const provider = migrationsFor(transaction);
    // Each stands for itself: one that came later with a lower number is done where it is missing.
    const migrator = new Migrator({ db: transaction, provider, allowUnorderedMigrations: true });
    return migrator.migrateToLatest();
  });
  if (error !== undefined) throw new Error('the store cannot be migrated', { cause: error });
}

/** One entry a change of the schema, in the order of their names; an entry that was released never changes. */
const migrations: Readonly<Record<string, Migration>> = {
  '001-incident-log': { up: createIncidentLog },
  '002-watched-state': { up: createWatchedState },
  '003-outbox': { up: createOutbox },
  '004-checkpoints': { up: createCheckpoints },
  '005-accounts': { up: createAccounts },
  '006-solutions': { up: createSolutions },
  '007-result-history': { up: createResultHistory },
  '009-attachments': { up: createAttachments },
  '011-open-versions': { up: indexOpenVersions },
  '012-sign-in': { up: createSignIn },
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
