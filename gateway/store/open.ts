import { Kysely, sql } from 'kysely';
import type { Secret } from '../../plugins/settings/secret.ts';
import type { StoreAddress } from './address.ts';
import { kyselyStore } from './log.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './schema.ts';
import { sqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/** Opens the store at an address, migrated to the newest schema; an SQLite file is made when it is missing. */
export async function openStore(address: StoreAddress): Promise<Store> {
  const { db, database } = await openMigrated(address);
  return kyselyStore(db, database);
}

/** A database at the newest schema, what is particular to it, and what removes the last traces of what was deleted. */
export async function openMigrated(address: StoreAddress) {
  const database =
    address.kind === 'sqlite' ? sqlite(address.path) : await openPostgresql(address.url);
  const db = new Kysely<Tables>({ dialect: database.dialect });
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const sweep = async () => {
    for (const statement of database.sweep) await sql.raw(statement).execute(db);
  };
  return { db, database, sweep };
}

/** The driver is only loaded where it is asked for. */
async function openPostgresql(url: Secret) {
  return (await import('./postgresql.ts')).postgresql(url.reveal());
}
