import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Takes the lock of a folder for this process; undefined while another living process holds it. What a dead process
 * left is taken over. Two may rarely both believe to hold it: it keeps work from being done twice, no more.
 */
export async function takeLock(folder: string): Promise<(() => Promise<void>) | undefined> {
  const path = join(folder, 'lock');
  const own = join(folder, `lock.${process.pid}`);
  await writeFile(own, await identity(process.pid));
  try {
    if (!(await linked(own, path)) && !((await freed(path)) && (await linked(own, path)))) {
      return undefined;
    }
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(path, { force: true });
}

async function linked(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a process that is gone; false while it lives. */
async function freed(path: string): Promise<boolean> {
  const holder = await readFile(path, 'utf8').catch(() => '');
  if (holder !== '' && holder === (await identity(Number(holder.split(' ', 1)[0])))) return false;
  const stale = `${path}.${process.pid}.stale`;
  await rename(path, stale).catch(() => undefined);
  await rm(stale, { force: true });
  return true;
}

/** A living process as its number and its start, because numbers come again; its number alone where there is no /proc. */
async function identity(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  if (line === '') return isAlive(pid) ? `${pid}` : '';
  // The second field is the program's name in parentheses, which may hold anything; the state is the 3rd, the start the 22nd.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [state = ''] = fields;
  return 'ZX'.includes(state) ? '' : `${pid} ${fields[19] ?? ''}`;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
