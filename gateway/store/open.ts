import { Kysely } from 'kysely';
import type { StoreAddress } from './address.ts';
import { kyselyStore } from './log.ts';
import { migrate } from './migrations.ts';
import type { Tables } from './schema.ts';
import { sqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/** Opens the store at an address, migrated to the newest schema; an SQLite file is made when it is missing. */
export async function openStore({ path }: StoreAddress): Promise<Store> {
  const database = sqlite(path);
  const db = new Kysely<Tables>({ dialect: database.dialect });
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return kyselyStore(db, database.isTaken);
}
