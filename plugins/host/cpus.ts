import { readProc } from './proc.ts';

/** How many processors are online. */
export function readCpuCount(root: string): number {
  return parseCpuCount(readProc(root, 'stat'));
}

/** Counts the lines of single processors in `/proc/stat`. */
export function parseCpuCount(text: string): number {
  const count = text.match(/^cpu\d+ /gm)?.length ?? 0;
  if (count === 0) throw new Error('/proc/stat names no processor');
  return count;
}
