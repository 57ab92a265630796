import { listIn } from './definition.ts';

/** Which names are patterns: those with the signs of one, or every one (use_regexp_matching, use_true_regexp_matching). */
export type Patterns = 'none' | 'with signs' | 'all';

/** The names that a list of names, wildcards, patterns and exclusions stands for. */
export interface Expanded {
  readonly names: ReadonlySet<string>;
  /** Those that an exclusion (`!`) names: they stay out, whatever else names them. */
  readonly excluded: ReadonlySet<string>;
  /** What matches nothing. */
  readonly unknown: readonly string[];
}

/** Expands a list such as `a,web*,!web3,*` over the names that there are. */
export function expandNames(
  list: string | undefined,
  known: ReadonlyMap<string, unknown>,
  patterns: Patterns,
): Expanded {
  const names = new Set<string>();
  const excluded = new Set<string>();
  const unknown: string[] = [];
  for (const item of listIn(list)) {
    const out = item.startsWith('!');
    const found = matching(out ? item.slice(1).trim() : item, known, patterns);
    if (found.length === 0) unknown.push(item);
    for (const name of found) (out ? excluded : names).add(name);
  }
  for (const name of excluded) names.delete(name);
  return { names, excluded, unknown };
}

function matching(
  item: string,
  known: ReadonlyMap<string, unknown>,
  patterns: Patterns,
): readonly string[] {
  if (item === '*') return [...known.keys()];
  const isPattern = patterns === 'all' || (patterns === 'with signs' && /[*?+]|\\\./.test(item));
  if (!isPattern) return known.has(item) ? [item] : [];
  const pattern = posixPattern(item);
  return pattern === undefined ? [] : [...known.keys()].filter((name) => pattern.test(name));
}

/** An extended regular expression of POSIX, where it means the same here; undefined where it is none. */
function posixPattern(text: string): RegExp | undefined {
  try {
    return new RegExp(text);
  } catch {
    return undefined;
  }
}
