import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFile } from './generated-file.ts';
import { readIfPresent, readManifest } from './manifest.ts';
import { writeFiles } from './write.ts';

/** Keeps a copy of a folder beside it as the last one that was good; it stays when this process ends. */
export function keepAsGood(folder: string): void {
  const copy = copyOf(folder);
  rmSync(copy, { recursive: true, force: true });
  cpSync(folder, copy, { recursive: true });
}

/** Whether there is a last good copy of a folder. */
export function hasLastGood(folder: string): boolean {
  return existsSync(copyOf(folder));
}

/** Puts the generated files of a folder back as they were when it was last good; where it never was, takes them away. */
export function restoreLastGood(folder: string): void {
  const copy = copyOf(folder);
  const good = readManifest(copy);
  const files = Object.keys(good?.files ?? {}).map((path): GeneratedFile => {
    return { path, text: () => readIfPresent(join(copy, path)) ?? '' };
  });
  writeFiles(folder, files, readManifest(folder), good?.years ?? { from: 0, until: 0 });
}

function copyOf(folder: string): string {
  return `${folder.replace(/\/+$/, '')}.last-good`;
}
