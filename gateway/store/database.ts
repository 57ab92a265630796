import type { Dialect } from 'kysely';

/** The part of a database that differs from one to the other. */
export interface Database {
  readonly dialect: Dialect;
  /** Whether an error of the driver says that a unique key is taken. */
  readonly isTaken: (error: unknown) => boolean;
  /** Whether an error says that nothing can be read or written for now, whatever is asked: gone, full, locked, read-only. */
  readonly isAway: (error: unknown) => boolean;
  /** Statements, outside any transaction, after which nothing that was deleted is left in the database's files. */
  readonly sweep: readonly string[];
}
