import type { Kysely } from 'kysely';
import type { PersonalTextRow, Tables } from '../schema.ts';
import { chunks } from './chunks.ts';

/** The personal texts with these digests; an erased one is null, an unknown one is missing. */
export async function textsOf(
  db: Kysely<Tables>,
  digests: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const found = new Map<string, string | null>();
  for (const some of chunks(digests)) {
    const query = db.selectFrom('personal_text').select(['digest', 'text']);
    const rows = await query.where('digest', 'in', some).execute();
    for (const { digest, text } of rows) found.set(digest, text);
  }
  return found;
}

/** Adds personal texts; a digest is never there before, because its salt is random. */
export async function keepTexts(
  db: Kysely<Tables>,
  texts: readonly PersonalTextRow[],
): Promise<void> {
  for (const some of chunks(texts)) await db.insertInto('personal_text').values(some).execute();
}
