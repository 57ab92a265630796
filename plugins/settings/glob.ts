import type { TUnsafe } from 'typebox';
import { CustomText } from './custom.ts';

/** A pattern for names: `*` is any text, `?` any one character, everything else is itself; upper and lower case differ. */
export interface Glob {
  readonly pattern: string;
  readonly matches: (name: string) => boolean;
}

/** A name pattern in a configuration file, such as `a-*`. */
export function GlobPattern(
  schema: { readonly description?: string; readonly default?: string } = {},
): TUnsafe<Glob> {
  const pattern = { minLength: 1, ...schema };
  return CustomText(pattern, 'a pattern such as a-* or *.example', (text) =>
    text === '' ? undefined : glob(text),
  );
}

/** Compiles a pattern; matching never takes longer than pattern length times name length. */
export function glob(pattern: string): Glob {
  const wanted = [...pattern];
  return { pattern, matches: (name) => matches(wanted, [...name]) };
}

/** Greedy with one step back to the last `*`, which is enough: an earlier `*` never needs to take more. */
function matches(pattern: readonly string[], name: readonly string[]): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let next = 0; next < name.length; ) {
    if (pattern[at] === '*') {
      star = at++;
      taken = next;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[next])) {
      at++;
      next++;
    } else if (star >= 0) {
      at = star + 1;
      next = ++taken;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((rest) => rest === '*');
}
