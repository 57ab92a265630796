import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Change, changesOf } from './changes.ts';
import { flush, putInPlace, stage } from './durable.ts';
import type { GeneratedFile } from './generated-file.ts';
import { digest, type Manifest, manifestName } from './manifest.ts';
import type { Years } from './timeperiod.ts';

/** How many files a run added, replaced, removed and left as they were. */
export type Tally = Readonly<Record<Change['kind'], number>>;

/**
 * Makes a folder hold the generated files. Every file appears whole or not at all, and only after all of them are on the
 * disk; the manifest first names old and new files together, so that a run that was cut off leaves nothing that the
 * next one does not know as its own.
 */
export function writeFiles(
  folder: string,
  files: readonly GeneratedFile[],
  before: Manifest | undefined,
  years: Years,
): Tally {
  const tally = { keep: 0, add: 0, replace: 0, remove: 0 };
  const aboutToBe = Object.fromEntries(files.map(({ path }) => [path, '']));
  mkdirSync(folder, { recursive: true });
  writeManifest(folder, years, { ...before?.files, ...aboutToBe });
  const written: Record<string, string> = {};
  const fresh: string[] = [];
  const obsolete: string[] = [];
  const prepare = folderMaker(folder);
  for (const change of changesOf(folder, files, before)) {
    tally[change.kind] += 1;
    if (change.kind === 'remove') {
      obsolete.push(change.path);
      continue;
    }
    written[change.path] = digest(change.after);
    if (change.kind === 'keep') continue;
    stage(prepare(change.path), change.after);
    fresh.push(change.path);
  }
  flush(folder, fresh);
  for (const path of fresh) putInPlace(join(folder, path));
  for (const path of obsolete) rmSync(join(folder, path));
  writeManifest(folder, years, written);
  return tally;
}

function writeManifest(folder: string, years: Years, files: Manifest['files']): void {
  const place = join(folder, manifestName);
  stage(place, `${JSON.stringify({ years, files } satisfies Manifest, null, 2)}\n`);
  flush(folder, [manifestName]);
  putInPlace(place);
}

/** The place of a file, with the folder that it needs; each is made once. */
function folderMaker(folder: string): (path: string) => string {
  const made = new Set<string>();
  return (path) => {
    const place = join(folder, path);
    const parent = dirname(place);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    return place;
  };
}
