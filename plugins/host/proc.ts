import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The text of a file below `root`'s `proc`. It is read at once: the kernel makes it up in microseconds, and
 * Node's pool of threads, which a dead mount may hold, is left out of it.
 */
export function readProc(root: string, ...path: readonly string[]): string {
  return readFileSync(join(root, 'proc', ...path), 'utf8');
}
