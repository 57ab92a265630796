import { join } from 'node:path';
import type { GeneratedFiles } from './generate.ts';
import { digest, type Manifest, readIfPresent } from './manifest.ts';

/** What is to be done to one file of the output folder; `before` and `after` are its texts. */
export type Change =
  | { readonly kind: 'add'; readonly path: string; readonly after: string }
  | {
      readonly kind: 'replace';
      readonly path: string;
      readonly before: string;
      readonly after: string;
    }
  | { readonly kind: 'remove'; readonly path: string; readonly before: string };

/** The changes that make a folder hold the generated files, and why some of them must not be made. */
export interface Changes {
  readonly changes: readonly Change[];
  /** Files in the way that watchclock did not write: sentences for whoever has to decide. */
  readonly conflicts: readonly string[];
}

/** Compares a folder with what should be in it; `manifest` says what there was written by the run before. */
export function compare(
  folder: string,
  files: GeneratedFiles,
  manifest: Manifest | undefined,
): Changes {
  const known = new Map(Object.entries(manifest?.files ?? {}));
  const wanted = [...files].flatMap(([path, after]) => toWrite(folder, path, after));
  const gone = [...known.keys()].filter((path) => !files.has(path));
  const changes = [...wanted, ...gone.flatMap((path) => toRemove(folder, path))];
  return { changes, conflicts: changes.flatMap((change) => conflict(change, known)) };
}

function toWrite(folder: string, path: string, after: string): readonly Change[] {
  const before = readIfPresent(join(folder, path));
  if (before === undefined) return [{ kind: 'add', path, after }];
  return before === after ? [] : [{ kind: 'replace', path, before, after }];
}

function toRemove(folder: string, path: string): readonly Change[] {
  const before = readIfPresent(join(folder, path));
  return before === undefined ? [] : [{ kind: 'remove', path, before }];
}

function conflict(change: Change, known: ReadonlyMap<string, string>): readonly string[] {
  if (change.kind === 'add') return [];
  const written = known.get(change.path);
  if (written === undefined) {
    return [`${change.path}: there is a file of that name that watchclock did not write`];
  }
  if (change.kind === 'remove' && written !== digest(change.before)) {
    return [`${change.path}: is no longer needed, but was edited by hand; move it away first`];
  }
  return [];
}
