import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
  type TransactionSettings,
} from 'kysely';
import type { Database } from './database.ts';

/**
 * An SQLite file, made with its folder's permissions if it is missing. A transaction takes the write lock at its start
 * and is on the disk when it ends; other processes may read and write the same file.
 */
export function sqlite(path: string): Database {
  const file = open(path);
  const sweep = ['vacuum', 'pragma wal_checkpoint(truncate)'];
  return { dialect: dialectOf(file), isTaken, isAway, sweep };
}

/** SQLite's own messages do not say which file they are about. */
function open(path: string): DatabaseSync {
  try {
    const file = new DatabaseSync(path, { timeout: 2_000 });
    file.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 0');
    return file;
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** Kysely's SQLite dialect, with transactions that never fail half-way for want of the write lock. */
function dialectOf(file: DatabaseSync): Dialect {
  const database = adapt(file);
  const dialect = new SqliteDialect({ database });
  return {
    createDriver: () => new LockingDriver(database, file),
    createAdapter: () => new TransactionalAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

/** How long a statement waits for another process to let go of the write lock, and how often it looks, in milliseconds. */
const lockWait = { patience: 5_000, between: 10 };

/** Waits for the write lock without holding up the event loop, as SQLite's own waiting would; who only reads needs none. */
class LockingDriver extends SqliteDriver {
  readonly #file: Pick<DatabaseSync, 'isTransaction'>;

  constructor(database: SqliteDatabase, file: Pick<DatabaseSync, 'isTransaction'>) {
    super({ database });
    this.#file = file;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return {
      executeQuery: (query) => patiently(() => connection.executeQuery(query)),
      streamQuery: (...request) => connection.streamQuery(...request),
    };
  }

  override async beginTransaction(
    connection: DatabaseConnection,
    settings?: TransactionSettings,
  ): Promise<void> {
    const begin = settings?.accessMode === 'read only' ? 'begin' : 'begin immediate';
    await connection.executeQuery(CompiledQuery.raw(begin));
  }

  /** SQLite itself takes everything back when the disk is full or fails; asking again would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#file.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** A statement that finds the database locked has done nothing yet: it may be tried again. */
async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = lockWait.patience / lockWait.between; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (primaryCodeOf(error) !== busy || left <= 0) throw error;
      await sleep(lockWait.between);
    }
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** node:sqlite in the shape that Kysely's driver asks for; statements are prepared once. */
function adapt(file: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  const prepare = (sql: string): SqliteStatement => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = statement(file.prepare(sql));
    if (prepared.size >= 500) prepared.clear();
    prepared.set(sql, fresh);
    return fresh;
  };
  return { prepare, close: () => file.close() };
}

function statement(prepared: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
  return {
    reader: prepared.columns().length > 0,
    all: (parameters) => prepared.all(...values(parameters)),
    run: (parameters) => prepared.run(...values(parameters)),
    iterate: (parameters) => prepared.iterate(...values(parameters)),
  };
}

/** SQLite's result codes SQLITE_BUSY, SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE. */
const busy = 5;
const taken: readonly unknown[] = [1555, 2067];

function isTaken(error: unknown): boolean {
  return taken.includes(codeOf(error));
}

/** SQLITE_BUSY, READONLY, IOERR, FULL and CANTOPEN; extended codes have them in their lowest byte. */
const away: readonly number[] = [busy, 8, 10, 13, 14];

function isAway(error: unknown): boolean {
  const code = primaryCodeOf(error);
  return code !== undefined && away.includes(code);
}

/** Being busy has kinds: while another process recovers what a crash left, say, it is SQLITE_BUSY_RECOVERY. */
function primaryCodeOf(error: unknown): number | undefined {
  const code = codeOf(error);
  return typeof code === 'number' ? code & 0xff : undefined;
}

function codeOf(error: unknown): unknown {
  return (error as { errcode?: unknown } | null)?.errcode;
}
