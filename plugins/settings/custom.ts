import { type TUnsafe, Type } from 'typebox';
import { showValue } from './problem.ts';

/** What reading a value may look at besides the value itself. */
export interface ReadContext {
  /** The folder of the file that is read: relative paths start here. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file by its absolute path; throws as node:fs does. */
  readonly readFile: (path: string) => string;
}

/** A value read, or what is wrong with it as a sentence that shows it. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** Reads one value of a file: a scalar arrives as the text that stands there, anything else as plain data. */
export type ReadValue<T> = (input: unknown, context: ReadContext) => Parsed<T>;

const reader = Symbol('how the value is read');

/**
 * A schema for a value that is more than JSON (a duration, an address, a secret): `schema` is what editors see,
 * `read` makes the value. A `default` in the schema is written as in the file and read in the same way.
 */
export function Custom<T>(schema: object, read: ReadValue<T>): TUnsafe<T> {
  return Type.Unsafe<T>({ ...schema, [reader]: read });
}

/** How a value of this schema is read, or undefined for a schema that `Custom` did not make. */
export function customReader(schema: object): ReadValue<unknown> | undefined {
  return (schema as { readonly [reader]?: ReadValue<unknown> })[reader];
}

/** A `Custom` for values that are one piece of text; `expected` completes "must be …". */
export function CustomText<T>(
  schema: object,
  expected: string,
  parse: (text: string, context: ReadContext) => T | undefined,
): TUnsafe<T> {
  return Custom<T>({ type: 'string', ...schema }, (input, context) => {
    const value = typeof input === 'string' ? parse(input, context) : undefined;
    return value === undefined ? { problem: mustBe(expected, input) } : { value };
  });
}

/** `must be X, not "y"`: the usual sentence about a wrong value. */
export function mustBe(expected: string, actual: unknown): string {
  return `must be ${expected}, not ${showValue(actual)}`;
}
