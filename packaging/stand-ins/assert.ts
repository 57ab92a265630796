// Stands in for Node's assert, of which yargs uses these two: loading the real one takes 4 ms.

/** Throws an Error with the message unless the two are strictly equal. */
export function strictEqual(actual: unknown, expected: unknown, message?: string): void {
  if (!Object.is(actual, expected)) throw new Error(message ?? 'not equal');
}

/** Throws an Error with the message when the two are strictly equal. */
export function notStrictEqual(actual: unknown, expected: unknown, message?: string): void {
  if (Object.is(actual, expected)) throw new Error(message ?? 'equal');
}
