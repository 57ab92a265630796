import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../../../plugins/spool/sync-folder.ts';
import type { StoreAddress } from '../address.ts';

/**
 * Lets `fill` write an SQLite file under another name and gives it its own, durably, when that is done: a backup that
 * was interrupted is never taken for one. What `fill` throws is passed on, and nothing is left of the file.
 */
export async function backupInto<T>(
  path: string,
  fill: (to: StoreAddress) => Promise<T>,
): Promise<T> {
  const unfinished = `${path}.unfinished`;
  const clear = async () => {
    for (const suffix of ['', '-wal', '-shm']) await rm(`${unfinished}${suffix}`, { force: true });
  };
  await clear();
  try {
    const answer = await fill({ kind: 'sqlite', path: unfinished });
    await rename(unfinished, path);
    await syncFolder(dirname(path));
    return answer;
  } finally {
    await clear();
  }
}
