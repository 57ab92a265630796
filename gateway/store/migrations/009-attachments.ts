import type { Kysely } from 'kysely';

/** The files that came with mails, in pieces. */
export async function createAttachments(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('attachment_piece')
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('piece', 'integer', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('attachment_piece_key', ['digest', 'piece'])
    .execute();
}
