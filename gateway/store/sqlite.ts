import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SelectQueryNode,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
  type TransactionSettings,
} from 'kysely';
import type { Database } from './database.ts';
import { type Sync, SyncError, type SyncedLog, syncedLog } from './synced-log.ts';

/**
 * An SQLite file, made with its folder's permissions if it is missing. A transaction takes the write lock at its start
 * and is on the disk when it ends, by `sync` (fdatasync unless told otherwise); other processes may read and write the
 * same file.
 */
export function sqlite(path: string, sync?: Sync): Database {
  const file = open(path);
  const sweep = ['vacuum', 'pragma wal_checkpoint(truncate)'];
  return { dialect: dialectOf(file, syncedLog(file, `${path}-wal`, sync)), isTaken, isAway, sweep };
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
function dialectOf(file: DatabaseSync, log: SyncedLog): Dialect {
  const database = adapt(file, log);
  const dialect = new SqliteDialect({ database });
  return {
    createDriver: () => new LockingDriver(database, { file, log }),
    createAdapter: () => new TransactionalAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

/** How long a statement waits for another process to let go of the write lock, and how often it looks, in milliseconds. */
const lockWait = { patience: 5_000, between: 10 };

interface LockedFile {
  readonly file: Pick<DatabaseSync, 'isTransaction'>;
  readonly log: SyncedLog;
}

/**
 * Waits for the write lock, and for the disk, without holding up the event loop, as SQLite's own waiting would; who only
 * reads needs no lock.
 */
class LockingDriver extends SqliteDriver {
  readonly #file: LockedFile['file'];
  readonly #log: SyncedLog;

  constructor(database: SqliteDatabase, { file, log }: LockedFile) {
    super({ database });
    this.#file = file;
    this.#log = log;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return {
      executeQuery: async <Row>(query: CompiledQuery) => {
        this.#log.mend();
        const result = await patiently(() => connection.executeQuery<Row>(query));
        const mayHaveWritten = !SelectQueryNode.is(query.query);
        if (mayHaveWritten && !this.#file.isTransaction) await this.#log.sync();
        return result;
      },
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
function adapt(file: DatabaseSync, log: SyncedLog): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  const prepare = (sql: string): SqliteStatement => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = statement(file.prepare(sql));
    if (prepared.size >= 500) prepared.clear();
    prepared.set(sql, fresh);
    return fresh;
  };
  const close = () => {
    log.close();
    file.close();
  };
  return { prepare, close };
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
  if (error instanceof SyncError) return true;
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
