import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Definition, Origin, Value } from './definition.ts';
import { parseObjectFile } from './object-file.ts';

/** An existing configuration as it was read: nothing resolved yet. */
export interface Configuration {
  readonly definitions: readonly Definition[];
  /** `$USERn$` by their names: `USER1`. */
  readonly macros: ReadonlyMap<string, string>;
  /** The main file's settings, of those that may be given several times the last one. */
  readonly settings: ReadonlyMap<string, Value>;
  /** What could not be understood, with a word why. */
  readonly strange: readonly { readonly origin: Origin; readonly what: string }[];
}

/**
 * Reads an existing configuration: main files with everything that they name, object files, and folders of object files
 * (`*.cfg`, with the folders in them). Throws when a file that was asked for by name cannot be read.
 */
export function readConfiguration(paths: readonly string[]): Configuration {
  const reading: Reading = {
    definitions: [],
    macros: new Map(),
    settings: new Map(),
    strange: [],
    seen: new Set(),
  };
  for (const path of paths) readPath(path, reading);
  return reading;
}

interface Reading {
  readonly definitions: Definition[];
  readonly macros: Map<string, string>;
  readonly settings: Map<string, Value>;
  readonly strange: { readonly origin: Origin; readonly what: string }[];
  readonly seen: Set<string>;
}

function readPath(path: string, reading: Reading): void {
  if (statSync(path).isDirectory()) {
    readFolder(path, reading);
    return;
  }
  const text = readFileSync(path, 'utf8');
  if (/^\s*define\s/m.test(text)) readObjects(path, reading);
  else readMain(path, text, reading);
}

function readFolder(folder: string, reading: Reading): void {
  // As Nagios takes them: in any order, links followed, hidden ones left out.
  for (const name of globSync('**/*.cfg', { cwd: folder }).toSorted()) {
    readObjects(join(folder, name), reading);
  }
}

function readObjects(file: string, reading: Reading): void {
  if (reading.seen.has(resolve(file))) return;
  reading.seen.add(resolve(file));
  const { definitions, includes, strange } = parseObjectFile(file, readFileSync(file, 'utf8'));
  for (const definition of definitions) reading.definitions.push(definition);
  for (const { text, origin } of strange) {
    reading.strange.push({ origin, what: `not understood: ${JSON.stringify(text)}` });
  }
  for (const { kind, path } of includes) {
    const place = join(dirname(file), path);
    if (kind === 'file') readObjects(path.startsWith('/') ? path : place, reading);
    else readFolder(path.startsWith('/') ? path : place, reading);
  }
}

function readMain(file: string, text: string, reading: Reading): void {
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, name, value = ''] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) continue;
    const origin = { file, line: index + 1 };
    if (!Object.hasOwn(readers, name)) reading.settings.set(name, { text: value, origin });
    else readNamed(name, value, { origin, reading });
  }
}

/** What a main file names, relative to itself, and how it is read. */
const readers: Readonly<Record<string, (path: string, reading: Reading) => void>> = {
  cfg_file: readObjects,
  cfg_dir: readFolder,
  resource_file: readMacros,
};

function readNamed(
  name: string,
  value: string,
  { origin, reading }: { readonly origin: Origin; readonly reading: Reading },
): void {
  const path = value.startsWith('/') ? value : join(dirname(origin.file), value);
  try {
    readers[name]?.(path, reading);
  } catch (error) {
    reading.strange.push({ origin, what: `${name} ${value}: ${(error as Error).message}` });
  }
}

function readMacros(file: string, { macros }: Reading): void {
  for (const line of readFileSync(file, 'utf8').split(/\r?\n/)) {
    const [, name, value = ''] = /^\s*\$(USER\d+)\$\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined) macros.set(name, value);
  }
}
