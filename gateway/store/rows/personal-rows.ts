import type { Kysely } from 'kysely';
import type { PersonalTextRow, Tables } from '../schema.ts';
import { askingFor, writing } from './compiled.ts';

/** The personal texts with these digests; an erased one is null, an unknown one is missing. */
export async function textsOf(
  db: Kysely<Tables>,
  digests: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const found = new Map<string, string | null>();
  for (const { digest, text } of await selectTexts(db, digests)) found.set(digest, text);
  return found;
}

const selectTexts = askingFor((db, digests: readonly string[]) =>
  db.selectFrom('personal_text').select(['digest', 'text']).where('digest', 'in', digests),
);

/** Adds personal texts; a digest is never there before, because its salt is random. */
export const keepTexts = writing((db, texts: readonly PersonalTextRow[]) =>
  db.insertInto('personal_text').values(texts),
);
