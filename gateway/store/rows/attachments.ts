import type { Kysely } from 'kysely';
import { type Attachment, type Attachments, saltBytes } from '../../mail/attachment.ts';
import type { Tables } from '../schema.ts';
import { chunks } from './chunks.ts';

/** How many bytes a row holds: whoever reads rows in pages must not have a whole disk in hand. */
const pieceBytes = 48 * 1024;

/** The files of a database. */
export function attachmentsOf(db: Kysely<Tables>): Attachments {
  return {
    content: async (digest) => {
      const rows = await db
        .selectFrom('attachment_piece')
        .select('content')
        .where('digest', '=', digest)
        .orderBy('piece')
        .execute();
      if (rows.length === 0) return undefined;
      const pieces = rows.map(({ content }) => Buffer.from(content, 'base64'));
      return Buffer.concat(pieces).subarray(saltBytes);
    },
  };
}

/** Adds files; a digest is never there before, because its salt is random. */
export async function keepAttachments(
  db: Kysely<Tables>,
  attachments: readonly Attachment[],
): Promise<void> {
  for (const { digest, salt, content } of attachments) {
    const bytes = Buffer.concat([salt, content]);
    const count = Math.ceil(bytes.length / pieceBytes);
    const rows = Array.from({ length: count }, (_, piece) => {
      const from = piece * pieceBytes;
      return { digest, piece, content: bytes.toString('base64', from, from + pieceBytes) };
    });
    for (const some of chunks(rows)) {
      await db.insertInto('attachment_piece').values(some).execute();
    }
  }
}

/** Forgets files, and the salts without which nobody can guess them. */
export async function eraseAttachments(
  db: Kysely<Tables>,
  digests: readonly string[],
): Promise<void> {
  for (const some of chunks(digests)) {
    await db.deleteFrom('attachment_piece').where('digest', 'in', some).execute();
  }
}
