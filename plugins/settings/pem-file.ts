import { resolve } from 'node:path';
import type { TUnsafe } from 'typebox';
import { Custom, mustBe } from './custom.ts';
import { showValue } from './problem.ts';

/** A file in PEM that holds a `what`, such as `CERTIFICATE` or `PRIVATE KEY`; the value is its text. */
export function PemFile(what: string): TUnsafe<string> {
  return Custom<string>({ type: 'string' }, (input, { folder, readFile }) => {
    if (typeof input !== 'string' || input === '') return { problem: mustBe('a path', input) };
    const path = resolve(folder, input);
    try {
      const text = readFile(path);
      const fits = new RegExp(`-----BEGIN [A-Z ]*${what}-----`).test(text);
      return fits ? { value: text } : { problem: `${showValue(path)} holds no ${what} in PEM` };
    } catch (error) {
      return { problem: `cannot be read: ${(error as Error).message}` };
    }
  });
}
