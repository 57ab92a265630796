import { EreError } from './ere-error.ts';

/** A JavaScript expression for one character as it stands, or for both its cases. */
export function literal(char: string, anyCase = false): string {
  if (!anyCase) return escaped(char);
  const cases = casesOf(char).map(escaped);
  return cases.length === 1 ? cases.join('') : `[${cases.join('')}]`;
}

/**
 * The JavaScript character class for the POSIX bracket expression whose first character after `[` is at `at`, and
 * where it ends. In it a backslash stands for itself, and a `]` that comes first too.
 */
export function parseBracket(
  text: string,
  at: number,
  options: { readonly anyCase?: boolean; readonly byLine?: boolean },
): { readonly source: string; readonly end: number } {
  const negated = text[at] === '^';
  const first = negated ? at + 1 : at;
  if (first >= text.length) throw new EreError('Invalid regular expression');
  const items: string[] = [];
  let position = first;
  while (position === first || text[position] !== ']') {
    const { source, end } = parseItem(text, position, options.anyCase ?? false);
    items.push(source);
    position = end;
  }
  const content = items.join('') + (negated && options.byLine ? '\\n' : '');
  return { source: `[${negated ? '^' : ''}${content}]`, end: position + 1 };
}

function parseItem(text: string, at: number, anyCase: boolean) {
  const [named, name = ''] = /^\[:([a-z]*):\]/.exec(text.slice(at, at + 20)) ?? [];
  if (named !== undefined) return { source: classNamed(name, anyCase), end: at + named.length };
  const start = parseElement(text, at);
  const isRange = text[start.end] === '-' && text[start.end + 1] !== ']';
  if (!isRange) return { source: casesIf(anyCase, start.char), end: start.end };
  const stop = parseElement(text, start.end + 1);
  if (stop.char < start.char) throw new EreError('Invalid range end');
  return { source: rangeOf(start.char, stop.char, anyCase), end: stop.end };
}

/** One character, plain or as `[.x.]` or `[=x=]`. */
function parseElement(text: string, at: number): { readonly char: string; readonly end: number } {
  const [named, , element] = /^\[([.=])([\s\S])\1\]/.exec(text.slice(at, at + 5)) ?? [];
  if (named !== undefined && element !== undefined)
    return { char: element, end: at + named.length };
  const char = text[at];
  if (char === undefined) throw new EreError('Unmatched [, [^, [:, [., or [=');
  return { char, end: at + 1 };
}

function casesIf(anyCase: boolean, char: string): string {
  return (anyCase ? casesOf(char) : [char]).map(escaped).join('');
}

function rangeOf(start: string, stop: string, anyCase: boolean): string {
  const plain = `${escaped(start)}-${escaped(stop)}`;
  if (!anyCase) return plain;
  const others = letters.filter((letter) => letter >= start && letter <= stop).flatMap(casesOf);
  return plain + others.join('');
}

const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];

function classNamed(name: string, anyCase: boolean): string {
  const source = classes[name];
  if (source === undefined) throw new EreError('Invalid character class name');
  return anyCase && (name === 'upper' || name === 'lower') ? 'A-Za-z' : source;
}

const classes: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: ' \\t-\\r',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
};

function casesOf(char: string): string[] {
  const cases = new Set([char, char.toLowerCase(), char.toUpperCase()]);
  return [...cases].filter((each) => each.length === 1);
}

function escaped(char: string): string {
  return /[\\^$.*+?()[\]{}|/-]/.test(char) ? `\\${char}` : char;
}
