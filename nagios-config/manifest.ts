import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';

/** Where a folder of generated files keeps the list of what was written into it. */
export const manifestName = '.watchclock-generated.json';

const schema = Type.Object({
  years: Type.Object({ from: Type.Integer(), until: Type.Integer() }),
  files: Type.Record(Type.String(), Type.String()),
});

/**
 * What the last run wrote into a folder: each path with the digest of its text (empty for one that was about to be
 * written when the run was cut off), and the years of its holidays.
 */
export type Manifest = Static<typeof schema>;

/** The manifest of a folder, or undefined where nothing was generated yet. Throws when it is there and cannot be read. */
export function readManifest(folder: string): Manifest | undefined {
  const path = join(folder, manifestName);
  const text = readIfPresent(path);
  if (text === undefined) return undefined;
  const value = parsed(text);
  if (Check(schema, value) && Object.keys(value.files).every(staysBelow)) return value;
  throw new Error(
    `${path}: this is no list of generated files; move it away, and the files with it`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Nothing outside the folder is ever removed, whatever the list says. */
function staysBelow(path: string): boolean {
  return !path.startsWith('/') && !path.split('/').includes('..');
}

/** The text of a file, or undefined where there is none. */
export function readIfPresent(path: string): string | undefined {
  // An error for each of ten thousand new files would take longer than to write them.
  if (!existsSync(path)) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The digest by which a file is known again. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
