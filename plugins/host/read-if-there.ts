import { readFileSync } from 'node:fs';

/** The text of a small file that may be gone by now, such as that of a process that has ended; undefined then. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (gone.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

const gone = ['ENOENT', 'ESRCH'];
