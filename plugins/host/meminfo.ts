import { readProc } from './proc.ts';

/** Sizes in KiB by name, as `/proc/meminfo` has them (`SwapTotal`). */
export type Meminfo = ReadonlyMap<string, number>;

/** Reads the memory figures of the machine. */
export function readMeminfo(root: string): Meminfo {
  return parseMeminfo(readProc(root, 'meminfo'));
}

/** Parses lines `Name:   123 kB`; others are left out. */
export function parseMeminfo(text: string): Meminfo {
  const lines = text.matchAll(/^(\S+):\s+(\d+)(?: kB)?$/gm);
  return new Map([...lines].map(([, name = '', size]) => [name, Number(size)]));
}
