import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

/** Answers when what was written to an open file is on the disk. */
export type Sync = (descriptor: number) => Promise<void>;

/** The disk did not take what was written: it may be lost. */
export class SyncError extends Error {
  override readonly name = 'SyncError';
}

/** The little of an SQLite file that this needs. */
interface OpenFile {
  readonly exec: (sql: string) => void;
  readonly prepare: (sql: string) => { readonly get: () => unknown };
}

/** The write-ahead log of an SQLite file, brought to the disk by the program itself. */
export interface SyncedLog {
  /** Answers when all that was committed is on the disk; rejects with a SyncError when it cannot be brought there. */
  readonly sync: () => Promise<void>;
  /** Nothing may be read or written after a failure before the whole log was carried into the database; throws when it cannot be. */
  readonly mend: () => void;
  readonly close: () => void;
}

/**
 * Takes from SQLite the waiting for the disk at the end of a transaction. SQLite would wait with `fsync`, which also writes
 * down when the file was changed, and hold up the event loop meanwhile; this waits with `fdatasync` in a thread, which is
 * several times faster once the log no longer grows, because it is written over after each checkpoint. The order of log and
 * database at a checkpoint SQLite still sees to (its `synchronous = normal`). A file that has no such log is left to SQLite.
 */
export function syncedLog(
  file: OpenFile,
  path: string,
  sync: Sync = promisify(fdatasync),
): SyncedLog {
  const { journal_mode: mode } = file.prepare('pragma journal_mode').get() as Row;
  if (mode !== 'wal')
    return { sync: async () => undefined, mend: () => undefined, close: () => undefined };
  file.exec('pragma synchronous = normal');
  let descriptor: number | undefined;
  let broken = false;
  return {
    sync: async () => {
      try {
        descriptor ??= openSync(path, 'r');
        await sync(descriptor);
      } catch (error) {
        broken = true;
        throw new SyncError(`${path}: ${(error as Error).message}`, { cause: error });
      }
    },
    mend: () => {
      if (!broken) return;
      const { busy } = file.prepare('pragma wal_checkpoint(truncate)').get() as Row;
      if (busy !== 0) throw new SyncError(`${path}: what was written is not on the disk yet`);
      broken = false;
    },
    close: () => {
      if (descriptor !== undefined) closeSync(descriptor);
    },
  };
}

type Row = Readonly<Record<string, unknown>>;
