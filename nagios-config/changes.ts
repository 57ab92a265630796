import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFile } from './generated-file.ts';
import { digest, type Manifest, readIfPresent } from './manifest.ts';

/** What is to be done to one file of the output folder; `before` and `after` are its texts. */
export type Change =
  | { readonly kind: 'keep' | 'add'; readonly path: string; readonly after: string }
  | {
      readonly kind: 'replace';
      readonly path: string;
      readonly before: string;
      readonly after: string;
    }
  | { readonly kind: 'remove'; readonly path: string; readonly before: string };

/**
 * What makes a folder hold the generated files, file by file, so that never more than one is in memory: first those
 * that belong there, then those that an earlier run wrote and that are no longer needed.
 */
export function* changesOf(
  folder: string,
  files: readonly GeneratedFile[],
  manifest: Manifest | undefined,
): Iterable<Change> {
  for (const { path, text } of files) {
    const after = text();
    const before = readIfPresent(join(folder, path));
    if (before === undefined) yield { kind: 'add', path, after };
    else if (before === after) yield { kind: 'keep', path, after };
    else yield { kind: 'replace', path, before, after };
  }
  for (const path of obsolete(files, manifest)) {
    const before = readIfPresent(join(folder, path));
    if (before !== undefined) yield { kind: 'remove', path, before };
  }
}

/** Why the changes must not be made: sentences about files in the way that watchclock did not write, or did not leave so. */
export function conflictsOf(
  folder: string,
  files: readonly GeneratedFile[],
  manifest: Manifest | undefined,
): readonly string[] {
  const known = manifest?.files ?? {};
  const foreign = files.filter(
    ({ path }) => !Object.hasOwn(known, path) && existsSync(join(folder, path)),
  );
  const edited = obsolete(files, manifest).filter((path) => {
    const before = readIfPresent(join(folder, path));
    return before !== undefined && known[path] !== '' && known[path] !== digest(before);
  });
  return [
    ...foreign.map(
      ({ path }) => `${path}: there is a file of that name that watchclock did not write`,
    ),
    ...edited.map(
      (path) => `${path}: is no longer needed, but was edited by hand; move it away first`,
    ),
  ];
}

function obsolete(
  files: readonly GeneratedFile[],
  manifest: Manifest | undefined,
): readonly string[] {
  const wanted = new Set(files.map(({ path }) => path));
  return Object.keys(manifest?.files ?? {}).filter((path) => !wanted.has(path));
}
