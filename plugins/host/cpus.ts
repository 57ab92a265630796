import { join } from 'node:path';
import { readProc } from './proc.ts';
import { readIfThere } from './read-if-there.ts';

/** How many processors are online, by the sources that the C library asks. */
export function readCpuCount(root: string): number {
  const online = readIfThere(join(root, 'sys/devices/system/cpu/online'));
  return parseCpuList(online ?? '') ?? parseCpuCount(readProc(root, 'stat'));
}

/** Counts the processors in a list such as `0-3,8`; undefined when it is none. */
export function parseCpuList(text: string): number | undefined {
  const ranges = text
    .trim()
    .split(',')
    .map((range) => /^(\d+)(?:-(\d+))?$/.exec(range));
  const counts = ranges.map((range) => Number(range?.[2] ?? range?.[1]) - Number(range?.[1]) + 1);
  return counts.every((count) => count > 0) ? counts.reduce((a, b) => a + b, 0) : undefined;
}

/** Counts the lines of single processors in `/proc/stat`. */
export function parseCpuCount(text: string): number {
  const count = text.match(/^cpu\d+ /gm)?.length ?? 0;
  if (count === 0) throw new Error('/proc/stat names no processor');
  return count;
}
