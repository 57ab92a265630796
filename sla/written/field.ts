/** One thing that is wrong with what was written: the keys and indexes that lead to it, and a sentence that shows it. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly what: string;
}

/** What was read, or everything that is wrong with it. */
export type Read<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/** A value of JSON or YAML and where it stands. What reads it complains and goes on with something harmless. */
export interface Field {
  readonly value: unknown;
  readonly key: string | number;
  readonly parent: Field | null;
  readonly problems: Problem[];
}

/** Reads a whole document: what `read` makes of it, unless it complained. */
export function readDocument<T>(value: unknown, read: (document: Field) => T): Read<T> {
  const problems: Problem[] = [];
  const result = read({ value, key: '', parent: null, problems });
  return problems.length === 0 ? { value: result } : { problems };
}

/** Complains that a field is wrong; the sentence `what` is followed by the value. */
export function wrong(field: Field, what: string): void {
  field.problems.push({ path: pathOf(field), what: `${what}: ${shown(field.value)}` });
}

/** What stands under a key of an object; `undefined` where nothing does. Nobody hears complaints about keys of what is no object. */
export function child(field: Field, key: string): Field {
  if (!isObject(field.value)) return { value: undefined, key, parent: field, problems: [] };
  const value = Object.hasOwn(field.value, key) ? field.value[key] : undefined;
  return { value, key, parent: field, problems: field.problems };
}

/** Whether the field is an object, with no other keys than `known` where they are given; complains if not. */
export function checkObject(field: Field, known?: readonly string[]): boolean {
  if (!isObject(field.value)) {
    wrong(field, 'not an object');
    return false;
  }
  const unknown = Object.keys(field.value).filter((key) => known?.includes(key) === false);
  for (const key of unknown) wrong(child(field, key), `unknown key (known: ${known?.join(', ')})`);
  return true;
}

/** The entries of an object, none where the field is left out. */
export function entriesOf(field: Field): readonly (readonly [string, Field])[] {
  if (field.value === undefined || !checkObject(field)) return [];
  return Object.keys(field.value as object).map((key) => [key, child(field, key)]);
}

/** The elements of a list, none where the field is left out. */
export function elementsOf(field: Field): readonly Field[] {
  const { value, problems } = field;
  if (value === undefined) return [];
  if (Array.isArray(value)) {
    return value.map((element, key) => ({ value: element, key, parent: field, problems }));
  }
  wrong(field, 'not a list');
  return [];
}

/** One of some words; after a complaint the first of them. */
export function wordOf<Word extends string>(field: Field, words: readonly [Word, ...Word[]]): Word {
  const found = words.find((word) => word === field.value);
  if (found === undefined) wrong(field, `not one of ${words.join(', ')}`);
  return found ?? words[0];
}

/** Text that is not empty, `fallback` where the field is left out. */
export function textOf(field: Field, fallback?: string): string {
  if (field.value === undefined && fallback !== undefined) return fallback;
  if (typeof field.value === 'string' && field.value !== '') return field.value;
  wrong(field, 'not a text');
  return fallback ?? '';
}

/** The name of a version, which may be written as a number; `1` where the field is left out. */
export function versionNameOf(field: Field): string {
  return typeof field.value === 'number' ? String(field.value) : textOf(field, '1');
}

/** The path of a problem as people write it: `events[0].at`; `input` for the whole document. */
export function placeOf({ path }: Problem): string {
  const place = path.reduce<string>((before, key) => {
    if (typeof key === 'number') return `${before}[${key}]`;
    return before === '' ? key : `${before}.${key}`;
  }, '');
  return place === '' ? 'input' : place;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pathOf(field: Field): (string | number)[] {
  return field.parent === null ? [] : [...pathOf(field.parent), field.key];
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
