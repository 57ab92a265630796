import { readFileSync, statSync } from 'node:fs';

/**
 * The text of a file that a command line names. Throws for anything but a regular file: opening a pipe would wait
 * for its writer, and a process that stays would wait with it.
 */
export function readRegularFile(path: string): string {
  if (!statSync(path).isFile()) throw new Error('Not a regular file');
  return readFileSync(path, 'utf8');
}
