import { resolve } from 'node:path/posix';
import type { Mount } from '../host/mounts.ts';
import type { DiskLimits } from './limits.ts';
import type { MountMatching } from './mount-matching.ts';
import type { Step } from './steps.ts';

/** One path that is checked, with the file system that it is on. */
export interface Entry {
  readonly name: string;
  readonly mount: Mount;
  readonly limits: DiskLimits;
  readonly group: string | undefined;
  /** Asked for by a path or an expression, and not only because it is there. */
  readonly isNamed: boolean;
}

/** What a command line selects. */
export interface Selection {
  readonly entries: readonly Entry[];
  /** Paths that are no mount point or device although they had to be exactly that. */
  readonly absent: readonly string[];
  /** Expressions that match nothing. */
  readonly unmatched: readonly string[];
}

/** What the steps select among these mounts, in their order. */
export function select(
  steps: readonly Step[],
  mounts: readonly Mount[],
  means: MountMatching['means'],
): Selection {
  return steps.reduce((before, step) => take(before, step, mounts, means), nothing);
}

/** Whether the path is the folder or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

const nothing: Selection = { entries: [], absent: [], unmatched: [] };

function take(
  before: Selection,
  step: Step,
  mounts: readonly Mount[],
  means: MountMatching['means'],
): Selection {
  switch (step.kind) {
    case 'path': {
      const mount = step.exact ? exactMount(step.path, mounts) : nearestMount(step.path, mounts);
      if (mount === undefined) return { ...before, absent: [...before.absent, step.path] };
      return withMounts(before, [mount], step, { name: step.path, isNamed: true });
    }
    case 'matching': {
      const matching = mounts.filter((mount) => means(step.expression, mount));
      if (matching.length > 0) return withMounts(before, matching, step, { isNamed: true });
      return { ...before, unmatched: [...before.unmatched, step.text] };
    }
    case 'every':
      return withMounts(before, mounts, step, { isNamed: false });
    case 'ignore':
      return {
        ...before,
        entries: before.entries.filter(({ mount }) => !means(step.expression, mount)),
      };
  }
}

// A path that is there already keeps its place, and takes limits, group and mount of the later one.
function withMounts(
  before: Selection,
  mounts: readonly Mount[],
  { limits, group }: Pick<Entry, 'limits' | 'group'>,
  { name, isNamed }: { readonly name?: string; readonly isNamed: boolean },
): Selection {
  const entries = new Map(before.entries.map((entry) => [entry.name, entry]));
  for (const mount of mounts) {
    const key = name ?? mount.path;
    const wasNamed = entries.get(key)?.isNamed === true;
    entries.set(key, { name: key, mount, limits, group, isNamed: isNamed || wasNamed });
  }
  return { ...before, entries: [...entries.values()] };
}

function exactMount(path: string, mounts: readonly Mount[]): Mount | undefined {
  return mounts.findLast((mount) => mount.path === path || mount.device === path);
}

/** The mount of the device of that name, or the one that the path lies in; of several at one place the last. */
function nearestMount(path: string, mounts: readonly Mount[]): Mount | undefined {
  const device = mounts.findLast((mount) => mount.device === path);
  if (device !== undefined) return device;
  const absolute = resolve('/', path);
  const around = mounts.filter((mount) => isWithin(absolute, mount.path));
  const longest = Math.max(...around.map((mount) => mount.path.length));
  return around.findLast((mount) => mount.path.length === longest);
}
