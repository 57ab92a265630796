/** Input that cannot be used; the message names the place and shows the value. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** The error for a value at a place: `place: what is wrong: value`. */
export function wrong(place: string, what: string, value: unknown): InputError {
  return new InputError(`${place}: ${what}: ${shown(value)}`);
}

/** The value as an object of JSON; throws an `InputError` that names `place`. */
export function objectAt(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong(place, 'not an object', value);
  }
  return value as Readonly<Record<string, unknown>>;
}

/** The value as a list of JSON, an empty one where it is left out; throws an `InputError` that names `place`. */
export function listAt(value: unknown, place: string): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw wrong(place, 'not a list', value);
  return value;
}

/** The value as one of some words; throws an `InputError` that names `place` and the words. */
export function wordAt<Word extends string>(
  value: unknown,
  words: readonly Word[],
  place: string,
): Word {
  const found = words.find((word) => word === value);
  if (found === undefined) throw wrong(place, `not one of ${words.join(', ')}`, value);
  return found;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
