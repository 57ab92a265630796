/** Where something stands in a file: the path as it was given, line and column counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong with a configuration. `key` is the dotted path of the value, `''` for the whole file. */
export interface Problem {
  readonly place: Place;
  readonly key: string;
  readonly what: string;
}

/** Where a value stands in its document: the names and indexes that lead to it from the top. */
export type KeyPath = readonly (string | number)[];

/** A configuration that must stop the start: the message holds one line for each problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.problems = problems;
  }
}

/** The line a person reads: `file:line:column: key.path: what is wrong`. */
function describeProblem({ place, key, what }: Problem): string {
  const where = `${place.file}:${place.line}:${place.column}`;
  return key === '' ? `${where}: ${what}` : `${where}: ${key}: ${what}`;
}

/** A key path as people write it: `nsca[0].listen`; a name with other characters stands in quotes. */
export function formatKey(path: KeyPath): string {
  return path.reduce<string>((key, part) => {
    if (typeof part === 'number') return `${key}[${part}]`;
    const word = /^[\w-]+$/.test(part) ? part : JSON.stringify(part);
    return key === '' ? word : `${key}.${word}`;
  }, '');
}

/** A value as an error message shows it: JSON, cut where it would fill the screen. */
export function showValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}…`;
}
