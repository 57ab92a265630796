import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** One line of an nrpe.cfg: `name=value`, or `name[key]=value`. */
export interface Directive {
  readonly name: string;
  readonly key?: string;
  readonly value: string;
  /** `FILE:LINE`. */
  readonly place: string;
}

/** All directives of a file in their order, those of the files it includes in between, and what was left out. */
export interface ConfigLines {
  readonly directives: readonly Directive[];
  /** Sentences, each with its place. */
  readonly notes: readonly string[];
}

/** Reads an nrpe.cfg and what it includes. Throws as node:fs does when the file itself cannot be read. */
export function readConfigLines(path: string): ConfigLines {
  const directives: Directive[] = [];
  const notes: string[] = [];
  const visit = (file: string, text: string, around: readonly string[]) => {
    for (const line of parseConfig(file, text)) {
      if ('note' in line) notes.push(line.note);
      else if (!/^include(_file|_dir)?$/.test(line.name)) directives.push(line);
      else for (const path of included(line, notes)) include(path, line.place, around);
    }
  };
  const include = (file: string, place: string, around: readonly string[]) => {
    const text = readOr(file, (why) => notes.push(`${place}: left out: ${why}`));
    if (text === undefined) return;
    const real = realpathSync(file);
    if (around.includes(real)) notes.push(`${place}: left out: ${file} includes itself`);
    else visit(file, text, [...around, real]);
  };
  visit(path, readFileSync(path, 'utf8'), [realpathSync(path)]);
  return { directives, notes };
}

type Line = Directive | { readonly note: string };

function parseConfig(file: string, text: string): readonly Line[] {
  return text.split('\n').flatMap((raw, index): readonly Line[] => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return [];
    const place = `${file}:${index + 1}`;
    const [, name, key, value] = /^(\w+)\s*(?:\[([^\]]*)\])?\s*=\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      return [
        { note: `${place}: left out: no "name=value": ${JSON.stringify(line.slice(0, 60))}` },
      ];
    }
    return [{ name, value, place, ...(key !== undefined && { key: key.trim() }) }];
  });
}

/** The files that a line includes: itself, or every `.cfg` of a folder and of those in it, by name. */
function included({ name, value, place }: Directive, notes: string[]): readonly string[] {
  if (name !== 'include_dir') return [value];
  try {
    const entries = readdirSync(value, { recursive: true, encoding: 'utf8' });
    return entries
      .filter((entry) => entry.endsWith('.cfg'))
      .sort()
      .map((entry) => join(value, entry));
  } catch (error) {
    notes.push(`${place}: left out: ${(error as Error).message}`);
    return [];
  }
}

function readOr(file: string, failed: (why: string) => void): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    failed((error as Error).message);
    return undefined;
  }
}
