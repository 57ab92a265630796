import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives the memory back that the start of a process needed and nothing after it does: parsed settings, code that ran
 * once. V8 would do so by itself only when the process has work; one that idles on a customer's machine has none.
 */
export function spareMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect: typeof globalThis.gc = runInNewContext('gc');
  collect?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
