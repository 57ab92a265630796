import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of a file in `assets/`. In the executable the files are part of the bundle (packaging/bundle.ts). */
export function readAsset(name: string): string {
  return readFileSync(join(import.meta.dirname, 'assets', name), 'utf8');
}
