import { readFile, rename, writeFile } from 'node:fs/promises';
import { errorWords } from '../check/system-error.ts';
import { type Cookie, formatCookieFile, parseCookieFile } from './cookies.ts';

/** The cookies in `file`; none when there is no file yet. */
export async function readCookieJar(file: string): Promise<readonly Cookie[]> {
  try {
    return parseCookieFile(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Error(`cannot read ${file}: ${errorWords(error)}`);
  }
}

/** Replaces the cookies in `file`, which only its owner can read, all at once. */
export async function writeCookieJar(file: string, cookies: readonly Cookie[]): Promise<void> {
  try {
    const next = `${file}.${process.pid}`;
    await writeFile(next, formatCookieFile(cookies), { mode: 0o600 });
    await rename(next, file);
  } catch (error) {
    throw new Error(`cannot write ${file}: ${errorWords(error)}`);
  }
}
