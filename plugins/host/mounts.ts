import { join } from 'node:path';
import { readIfThere } from './read-if-there.ts';

/** One mounted file system. */
export interface Mount {
  /** What is mounted: `/dev/vda1`, `server:/export`, `tmpfs`. */
  readonly device: string;
  /** Where, as an absolute path. */
  readonly path: string;
  readonly type: string;
}

/**
 * The mounts that this process sees, in the order in which they were made; a path may come more than once. Undefined
 * where the kernel does not list them.
 */
export function readMounts(root: string): readonly Mount[] | undefined {
  const text = readIfThere(join(root, 'proc/self/mountinfo'));
  return text === undefined ? undefined : parseMountinfo(text);
}

/** Parses `/proc/self/mountinfo`, proc_pid_mountinfo(5). */
export function parseMountinfo(text: string): readonly Mount[] {
  return text
    .split('\n')
    .map((line) => {
      const [mount = '', filesystem = ''] = line.split(' - ');
      const path = mount.split(' ')[4] ?? '';
      const [type = '', device = ''] = filesystem.split(' ');
      return { device: unescaped(device), path: unescaped(path), type: unescaped(type) };
    })
    .filter(({ path, type }) => path.startsWith('/') && type !== '');
}

/** Blanks, tabs, line breaks and backslashes stand as three octal digits. The bytes may be of any encoding. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
