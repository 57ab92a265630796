import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';

/** Reads everything as of one instant; others go on writing meanwhile. */
export function asOfOneInstant<T>(
  db: Kysely<Tables>,
  read: (db: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  const transaction = db.transaction();
  return transaction.setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}
