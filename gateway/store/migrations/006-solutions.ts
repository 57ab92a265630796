import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** Known solutions and the index of their words: SQLite's FTS5, PostgreSQL's own. */
export async function createSolutions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('solution')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('incident', 'integer')
    .addColumn('host', 'text')
    .addColumn('service', 'text')
    .addColumn('written_at', 'bigint', (column) => column.notNull())
    .addColumn('written_by', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('solution_host').on('solution').column('host').execute();
  await db.schema.createIndex('solution_service').on('solution').column('service').execute();
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`create index solution_words on solution using gin (to_tsvector('simple', title || ' ' || text))`.execute(
      db,
    );
    return;
  }
  // The index holds no text of its own, and follows the table by itself, also when rows are copied in.
  await sql`create virtual table solution_words using fts5(title, text, content='solution', content_rowid='id')`.execute(
    db,
  );
  await sql`create trigger solution_added after insert on solution begin
    insert into solution_words(rowid, title, text) values (new.id, new.title, new.text); end`.execute(
    db,
  );
}
