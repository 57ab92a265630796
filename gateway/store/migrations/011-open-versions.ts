import type { Kysely } from 'kysely';

/** The versions of all open incidents without reading the incidents, which are long. */
export async function indexOpenVersions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('incident_cache_open')
    .on('incident_cache')
    .columns(['status', 'incident', 'version'])
    .execute();
}
