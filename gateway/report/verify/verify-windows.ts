import { windowHash } from '../../incident/chain.ts';
import type { WindowLine } from '../bundle/bundle-lines.ts';
import type { Checkpoint } from '../checkpoints/checkpoint.ts';

/** What is wrong with the chain of announced windows that a checkpoint covers, as sentences. */
export function verifyWindows(windows: readonly WindowLine[], { windows: covered }: Checkpoint) {
  const problems: string[] = [];
  let hash: string | null = null;
  for (const [index, window] of windows.entries()) {
    const name = `maintenance window ${window.position}`;
    if (window.position !== index + 1) problems.push(`${name}: does not follow on ${index}`);
    if ('content' in window) {
      if (window.previousHash !== hash) {
        problems.push(`${name}: does not name the hash of the one before it`);
      }
      if (window.hash !== windowHash(window)) problems.push(`${name}: was changed`);
    }
    hash = window.hash;
  }
  if (windows.length !== covered.count || hash !== covered.hash) {
    problems.push(
      `the last checkpoint covers ${covered.count} maintenance windows, not these ${windows.length}`,
    );
  }
  return problems;
}
