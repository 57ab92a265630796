import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Change } from './changes.ts';
import { type Manifest, manifestName } from './manifest.ts';

/**
 * Makes the changes in a folder. Every file appears whole or not at all; the manifest first names old and new files
 * together, so that a run that was cut off leaves nothing that the next one does not know as its own.
 */
export function makeChanges(
  folder: string,
  changes: readonly Change[],
  before: Manifest | undefined,
  after: Manifest,
): void {
  writeManifest(folder, { ...after, files: { ...before?.files, ...after.files } });
  for (const change of changes) {
    if (change.kind === 'remove') rmSync(join(folder, change.path));
    else writeWhole(join(folder, change.path), change.after);
  }
  writeManifest(folder, after);
}

function writeManifest(folder: string, manifest: Manifest): void {
  writeWhole(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Writes a file beside its place and moves it there. */
function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.watchclock-new`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}
