import type { Kysely } from 'kysely';
import type { IncidentEvent } from '../../incident-event.ts';
import { eraseAttachments } from '../rows/attachments.ts';
import { chunks } from '../rows/chunks.ts';
import { digestsIn } from '../rows/personal-text.ts';
import type { Tables } from '../schema.ts';
import { pagesOf } from './pages.ts';
import { rebuildSome } from './rebuild.ts';

/** Whose texts are meant: all of an incident, or all, anywhere, that contain a name. */
export type Erasure = { readonly incident: number } | { readonly name: string };

/** The personal texts that an erasure means, by their digests, and the incidents that hold them. */
export interface FoundTexts {
  readonly digests: readonly string[];
  readonly incidents: readonly number[];
  /** The files that came with those texts. */
  readonly attachments: readonly string[];
}

/** Looks through all texts and the whole log. */
export async function findTexts(db: Kysely<Tables>, erasure: Erasure): Promise<FoundTexts> {
  const meant = 'name' in erasure ? await textsWith(db, erasure.name) : undefined;
  const digests = new Set<string>(meant);
  const incidents = new Set<number>();
  const attachments = new Set<string>();
  for await (const rows of pagesOf(db, 'incident_event')) {
    for (const { incident, actor, event } of rows) {
      if ('incident' in erasure && incident !== erasure.incident) continue;
      const content = JSON.parse(event) as IncidentEvent;
      for (const digest of digestsIn([JSON.parse(actor), content])) {
        if (meant?.has(digest) === false) continue;
        digests.add(digest);
        incidents.add(incident);
        if (content.kind === 'attached') attachments.add(content.digest);
      }
    }
  }
  return { digests: [...digests], incidents: [...incidents], attachments: [...attachments] };
}

/**
 * Forgets the personal texts with these digests, and the salts without which nobody can guess them; the log keeps the
 * digests, so that it verifies as before. The caches of the incidents are made anew.
 */
export async function eraseTexts(
  db: Kysely<Tables>,
  { digests, incidents, attachments }: FoundTexts,
  now: number,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const some of chunks(digests)) {
      await transaction
        .updateTable('personal_text')
        .set({ text: null, salt: '', erased_at: now })
        .where('digest', 'in', some)
        .where('erased_at', 'is', null)
        .execute();
    }
    await eraseAttachments(transaction, attachments);
    await rebuildSome(transaction, incidents);
  });
}

async function textsWith(db: Kysely<Tables>, name: string): Promise<ReadonlySet<string>> {
  const wanted = name.toLowerCase();
  const found = new Set<string>();
  for await (const rows of pagesOf(db, 'personal_text')) {
    for (const { digest, text } of rows) {
      if (text?.toLowerCase().includes(wanted)) found.add(digest);
    }
  }
  return found;
}
