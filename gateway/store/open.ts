import { Kysely } from 'kysely';
import { kyselyStore } from './log.ts';
import { migrate } from './migrations.ts';
import type { Tables } from './schema.ts';
import { sqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/** Opens the store that an address names (`sqlite:PATH`), migrated to the newest schema. */
export async function openStore(address: string): Promise<Store> {
  const [, path] = /^sqlite:(.+)$/.exec(address) ?? [];
  if (path === undefined) throw new Error(`store: not a store's address: "${address}"`);
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
