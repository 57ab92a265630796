import type { Kysely } from 'kysely';

/** Tries to sign in, and who is on the way to an OpenID provider: all gateways on one database know them. */
export async function createSignIn(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sign_in_try')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('sign_in_try_key', ['id', 'key'])
    .execute();
  await db.schema.createIndex('sign_in_try_by_key').on('sign_in_try').column('key').execute();
  await db.schema.createIndex('sign_in_try_by_time').on('sign_in_try').column('at').execute();
  await db.schema
    .createTable('sign_in_journey')
    .addColumn('digest', 'text', (column) => column.primaryKey())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute();
  const journeys = db.schema.createIndex('sign_in_journey_by_time').on('sign_in_journey');
  await journeys.column('until').execute();
}
