import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Change, changesOf } from './changes.ts';
import type { GeneratedFile } from './generated-file.ts';
import { digest, type Manifest, manifestName } from './manifest.ts';
import type { Years } from './timeperiod.ts';

/** How many files a run added, replaced, removed and left as they were. */
export type Tally = Readonly<Record<Change['kind'], number>>;

/**
 * Makes a folder hold the generated files. Every file appears whole or not at all; the manifest first names old and new
 * files together, so that a run that was cut off leaves nothing that the next one does not know as its own.
 */
export function writeFiles(
  folder: string,
  files: readonly GeneratedFile[],
  before: Manifest | undefined,
  years: Years,
): Tally {
  const tally = { keep: 0, add: 0, replace: 0, remove: 0 };
  const aboutToBe = Object.fromEntries(files.map(({ path }) => [path, '']));
  const write = writer(folder);
  write(manifestName, manifestText(years, { ...before?.files, ...aboutToBe }));
  const written: Record<string, string> = {};
  for (const change of changesOf(folder, files, before)) {
    tally[change.kind] += 1;
    if (change.kind === 'remove') rmSync(join(folder, change.path));
    else written[change.path] = digest(change.after);
    if (change.kind === 'add' || change.kind === 'replace') write(change.path, change.after);
  }
  write(manifestName, manifestText(years, written));
  return tally;
}

function manifestText(years: Years, files: Manifest['files']): string {
  return `${JSON.stringify({ years, files } satisfies Manifest, null, 2)}\n`;
}

/** Writes files beside their place and moves them there; folders are made once. */
function writer(folder: string): (path: string, text: string) => void {
  const made = new Set<string>();
  return (path, text) => {
    const place = join(folder, path);
    const parent = dirname(place);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(`${place}.watchclock-new`, text);
    renameSync(`${place}.watchclock-new`, place);
  };
}
