import { join } from 'node:path';
import { dirname } from 'node:path/posix';
import { readProc } from './proc.ts';
import { readIfThere } from './read-if-there.ts';

/** The swap space that a control group may use, in bytes; without a `limit` it may use all there is. */
export interface GroupSwap {
  readonly limit: number | undefined;
  readonly used: number;
}

/**
 * Reads the swap space of a control group (version 2) by its path, `self` for that of this process: the tightest
 * `memory.swap.max` of the group and those around it, and what is used below that limit. Throws where the kernel
 * does not count it.
 */
export function readGroupSwap(root: string, group: string): GroupSwap {
  const path = group === 'self' ? parseOwnGroup(readProc(root, 'self', 'cgroup')) : group;
  const levels = ancestry(path).flatMap((level) => levelAt(root, level));
  const [own] = levels;
  if (own === undefined) throw new Error(`the control group ${path} counts no swap space`);
  return levels.reduce((tightest, level) =>
    (level.limit ?? Infinity) < (tightest.limit ?? Infinity) ? level : tightest,
  );
}

// The path in the line `0::/path` of `/proc/PID/cgroup`.
function parseOwnGroup(text: string): string {
  const path = /^0::(\/.*)$/m.exec(text)?.[1];
  if (path === undefined) throw new Error('this machine has no control groups of version 2');
  return path;
}

function ancestry(path: string): readonly string[] {
  const absolute = join('/', path);
  return absolute === '/' ? [absolute] : [absolute, ...ancestry(dirname(absolute))];
}

function levelAt(root: string, path: string): readonly GroupSwap[] {
  const read = (name: string) => readIfThere(join(root, 'sys/fs/cgroup', path, name));
  const [limit, used] = [read('memory.swap.max'), read('memory.swap.current')];
  if (limit === undefined || used === undefined) return [];
  return [{ limit: limit.trim() === 'max' ? undefined : Number(limit), used: Number(used) }];
}
