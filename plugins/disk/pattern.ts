import { compileEre } from '../check/ere.ts';
import { EreError } from '../check/ere-error.ts';
import { UsageError } from '../check/usage-error.ts';
import type { Mount } from '../host/mounts.ts';

/** Whether a mount is meant by an expression: its device or its path matches. Throws a UsageError for a wrong one. */
export function mountPattern(text: string, anyCase: boolean): (mount: Mount) => boolean {
  const matches = compiled(text, anyCase);
  return ({ device, path }) => matches(device) || matches(path);
}

/** Whether a type of file system matches from its first to its last letter. Throws a UsageError for a wrong one. */
export function typePattern(text: string): (mount: Mount) => boolean {
  compiled(text, false);
  const matches = compiled(`^(${text})$`, false);
  return ({ type }) => matches(type);
}

function compiled(text: string, anyCase: boolean): (subject: string) => boolean {
  try {
    return compileEre(text, { anyCase });
  } catch (error) {
    if (!(error instanceof EreError)) throw error;
    throw new UsageError(`DISK UNKNOWN: Could not compile regular expression - ${error.message}`, [
      `"${text}"`,
    ]);
  }
}
