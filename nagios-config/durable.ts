import { spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a text beside the place of its file, where nobody looks for it. */
export function stage(place: string, text: string): void {
  writeFileSync(`${place}${suffix}`, text);
}

/** Lets what was staged at paths of a folder reach the disk. */
export function flush(folder: string, paths: readonly string[]): void {
  // One call for the whole file system takes as long as a dozen files each by itself.
  if (paths.length > few && spawnSync('sync', ['-f', folder]).status === 0) return;
  for (const path of paths) flushFile(`${join(folder, path)}${suffix}`);
}

/** Moves what was staged to its place. */
export function putInPlace(place: string): void {
  renameSync(`${place}${suffix}`, place);
}

const suffix = '.watchclock-new';
const few = 16;

function flushFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
