import { compileEre, type Ere } from '../check/ere.ts';
import { EreError } from '../check/ere-error.ts';
import { UsageError } from '../check/usage-error.ts';

/** The expression of an option that names mounts by their device or path. Throws a UsageError for a wrong one. */
export function mountPattern(text: string, anyCase: boolean): Ere {
  return compiled(text, anyCase);
}

/** An expression that a type of file system matches from its first to its last letter. Throws a UsageError. */
export function typePattern(text: string): Ere {
  compiled(text, false);
  return compiled(`^(${text})$`, false);
}

function compiled(text: string, anyCase: boolean): Ere {
  try {
    return compileEre(text, { anyCase });
  } catch (error) {
    if (!(error instanceof EreError)) throw error;
    throw new UsageError(`DISK UNKNOWN: Could not compile regular expression - ${error.message}`, [
      `"${text}"`,
    ]);
  }
}
