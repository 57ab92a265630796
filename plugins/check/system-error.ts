import { getSystemErrorMessage } from 'node:util';

/** What went wrong, in the system's usual words and with the file it is about: `No such file or directory: /x`. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { errno, path } = error as NodeJS.ErrnoException;
  if (typeof errno !== 'number') return error.message;
  return [systemWords(errno), path].filter(Boolean).join(': ');
}

/** The system's words for an error number as Node gives it (negative): `No such file or directory`. */
function systemWords(errno: number): string {
  const words = getSystemErrorMessage(errno);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
