import checkDiskSpace from 'check-disk-space';
import type { FilesystemUsage, UsageAnswer, UsageQuestion } from './ask-usage.ts';

/**
 * The file systems that these paths are on, or the first one, by means that every system has: df(1). It knows
 * neither types nor inodes, and leaves out paths that it cannot find.
 */
export async function portableDisks(paths: readonly string[]) {
  const found = await Promise.all((paths.length > 0 ? paths : ['/']).map(portableUsage));
  const usages = new Map(found.filter((disk) => disk !== undefined));
  return {
    mounts: [...usages.keys()].map((path) => ({ device: path, path, type: 'unknown' })),
    askUsage: async ({ mountPath }: UsageQuestion): Promise<UsageAnswer> => {
      const usage = usages.get(mountPath);
      const words = 'No such file or directory';
      return usage === undefined
        ? { kind: 'refused', words, missing: true }
        : { kind: 'usage', usage };
    },
  };
}

/** The mount point that a path is on and its usage, in blocks of one byte; undefined when df does not say. */
export async function portableUsage(
  path: string,
): Promise<readonly [string, FilesystemUsage] | undefined> {
  // The package is CommonJS: Node hands its default export over as a property.
  const measure = typeof checkDiskSpace === 'function' ? checkDiskSpace : checkDiskSpace.default;
  const space = await measure(path).catch(() => undefined);
  if (space === undefined) return undefined;
  const { diskPath, size, free } = space;
  return [
    diskPath,
    { blockSize: 1, blocks: size, free, available: free, inodes: 0, freeInodes: 0 },
  ];
}
