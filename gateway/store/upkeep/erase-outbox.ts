import type { Kysely } from 'kysely';
import type { Content } from '../../outbox/message.ts';
import type { Tables } from '../schema.ts';
import type { Erasure } from './erase.ts';
import { pagesOf } from './pages.ts';

/**
 * Forgets to whom, and in which words, messages went that an erasure means; what still waits is left, and goes out. The
 * rows stay, so that nothing is sent a second time.
 */
export async function eraseMessages(db: Kysely<Tables>, erasure: Erasure): Promise<void> {
  const wanted = 'name' in erasure ? erasure.name.toLowerCase() : undefined;
  for await (const rows of pagesOf(db, 'outbox')) {
    for (const { id, key, incident, state, content } of rows) {
      const isMeant =
        'incident' in erasure
          ? incident === erasure.incident
          : `${key} ${content}`.toLowerCase().includes(wanted ?? '');
      if (!isMeant || state === 'waiting') continue;
      const emptied = JSON.stringify(withoutPersons(JSON.parse(content) as Content));
      await db
        .updateTable('outbox')
        .set({ key: `erased ${id}`, content: emptied })
        .where('id', '=', id)
        .where('state', '!=', 'waiting')
        .execute();
    }
  }
}

const nobody = { name: '', email: '' };

function withoutPersons(content: Content): Content {
  switch (content.kind) {
    case 'incident-mail':
      return { ...content, to: nobody };
    case 'mail':
      return { ...content, to: nobody, subject: '', text: '' };
    case 'webhook':
      return content;
    case 'nagios':
      return { ...content, commands: [] };
  }
}
