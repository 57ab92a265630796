import { constants } from 'node:os';
import { getSystemErrorMessage } from 'node:util';

/** What went wrong, and with which file, where the system says so: `No such file or directory: /x`. */
export function describeError(error: unknown): string {
  const { path } = error as NodeJS.ErrnoException;
  return [errorWords(error), path].filter(Boolean).join(': ');
}

/** What went wrong in the system's usual words (`No such file or directory`); the message of any other error. */
export function errorWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { errno } = error as NodeJS.ErrnoException;
  if (typeof errno !== 'number') return error.message;
  const words = otherWords[errno] ?? getSystemErrorMessage(errno);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Where Node's words are not strerror(3)'s. */
const otherWords: Readonly<Record<number, string>> = {
  [-constants.errno.EHOSTUNREACH]: 'No route to host',
  [-constants.errno.EADDRNOTAVAIL]: 'Cannot assign requested address',
};
