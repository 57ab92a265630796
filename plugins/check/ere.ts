import { setFlagsFromString } from 'node:v8';
import { literal, parseBracket } from './ere-bracket.ts';
import { EreError } from './ere-error.ts';

/** How an extended regular expression is matched. */
export interface EreOptions {
  /** Letters match in either case (REG_ICASE). */
  readonly anyCase?: boolean;
  /** `^` and `$` match at every line, and neither `.` nor `[^…]` matches a line break (REG_NEWLINE). */
  readonly byLine?: boolean;
}

/** An extended regular expression, compiled. */
export interface Ere {
  /** Whether it matches. Where `isLinear` does not hold this may take for ever: ask `prepareMatching`. */
  readonly matches: (subject: string) => boolean;
  /** It takes time in proportion to the length of the subject, whatever that is. */
  readonly isLinear: boolean;
  /** For a RegExp elsewhere: the same expression, matched in linear time where that can be. */
  readonly source: string;
  readonly flags: string;
}

/**
 * The POSIX extended regular expression `text`, with the additions of the GNU C library (`\w`, `\b`, `\<`, back
 * references). Throws an EreError in that library's words when it is not one. An engine that takes linear time
 * matches all but expressions with a back reference or with large counts of repetition.
 */
export function compileEre(text: string, options: EreOptions = {}): Ere {
  const source = parseAlternatives({ text, at: 0, groups: 0, options }, 0);
  const plainFlags = options.byLine ? 'm' : '';
  const plain = new RegExp(source, plainFlags);
  const linear = linearForm(source, plainFlags);
  const test = (subject: string) =>
    (subject.length > shortSubject ? (linear ?? plain) : plain).test(subject);
  const flags = linear?.flags ?? plainFlags;
  return { matches: test, isLinear: linear !== undefined, source, flags };
}

/** A JavaScript expression for an engine that takes linear time; undefined where that engine cannot match it. */
export function linearForm(source: string, flags: string): RegExp | undefined {
  // Process-wide and harmless: the first where plain matching has gone back tens of thousands of times, the second
  // where a flag asks for it.
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
  setFlagsFromString('--enable-experimental-regexp-engine');
  try {
    return new RegExp(source, `${flags}l`);
  } catch {
    return undefined; // it has no linear form
  }
}

// V8 matches most expressions faster by going back, which takes the square of the length, and more, for some.
const shortSubject = 512;

interface Cursor {
  readonly text: string;
  readonly options: EreOptions;
  at: number;
  /** How many groups are complete, for back references. */
  groups: number;
}

function parseAlternatives(cursor: Cursor, depth: number): string {
  const branches = [parseBranch(cursor, depth)];
  while (cursor.text[cursor.at] === '|') {
    cursor.at += 1;
    branches.push(parseBranch(cursor, depth));
  }
  return branches.join('|');
}

function parseBranch(cursor: Cursor, depth: number): string {
  let source = '';
  for (;;) {
    const next = cursor.text[cursor.at];
    if (next === undefined || next === '|' || (next === ')' && depth > 0)) return source;
    source += parsePiece(cursor, depth);
  }
}

function parsePiece(cursor: Cursor, depth: number): string {
  const start = cursor.at;
  if ('*+?{'.includes(cursor.text[start] ?? '')) {
    throw new EreError('Invalid preceding regular expression');
  }
  const atom = parseAtom(cursor, depth);
  if (isAnchor(cursor.text.slice(start, cursor.at))) return atom;
  let piece = atom;
  for (let times = 0; ; times += 1) {
    const quantifier = parseQuantifier(cursor);
    if (quantifier === undefined) return piece;
    piece = (times === 0 ? piece : `(?:${piece})`) + quantifier;
  }
}

function isAnchor(text: string): boolean {
  return ['^', '$', '\\b', '\\B', '\\<', '\\>', '\\`', "\\'"].includes(text);
}

function parseAtom(cursor: Cursor, depth: number): string {
  const char = cursor.text[cursor.at] ?? '';
  cursor.at += 1;
  switch (char) {
    case '(':
      return parseGroup(cursor, depth);
    case '[': {
      const { source, end } = parseBracket(cursor.text, cursor.at, cursor.options);
      cursor.at = end;
      return source;
    }
    case '.':
      return cursor.options.byLine ? '[^\\n]' : '[^]';
    case '^':
    case '$':
      return char;
    case '\\':
      return parseEscape(cursor);
    default:
      return literal(char, cursor.options.anyCase);
  }
}

function parseGroup(cursor: Cursor, depth: number): string {
  const source = parseAlternatives(cursor, depth + 1);
  if (cursor.text[cursor.at] !== ')') throw new EreError('Unmatched ( or \\(');
  cursor.at += 1;
  cursor.groups += 1;
  return `(${source})`;
}

function parseEscape(cursor: Cursor): string {
  const char = cursor.text[cursor.at];
  if (char === undefined) throw new EreError('Trailing backslash');
  cursor.at += 1;
  if (/[1-9]/.test(char)) {
    if (Number(char) > cursor.groups) throw new EreError('Invalid back reference');
    return `(?:\\${char})`;
  }
  return gnuEscapes[char] ?? literal(char, cursor.options.anyCase);
}

const gnuEscapes: Readonly<Record<string, string>> = {
  w: '\\w',
  W: '\\W',
  s: '\\s',
  S: '\\S',
  b: '\\b',
  B: '\\B',
  '<': '\\b(?<!\\w)',
  '>': '\\b(?<=\\w)',
  '`': '(?<![^])',
  "'": '(?![^])',
};

function parseQuantifier(cursor: Cursor): string | undefined {
  const char = cursor.text[cursor.at];
  if (char === '*' || char === '+' || char === '?') {
    cursor.at += 1;
    return char;
  }
  return char === '{' ? parseInterval(cursor) : undefined;
}

function parseInterval(cursor: Cursor): string {
  const rest = cursor.text.slice(cursor.at);
  const [whole, least = '', comma, most = ''] = /^\{(\d*)(,?)(\d*)\}/.exec(rest) ?? [];
  if (whole === undefined) {
    throw new EreError(rest.includes('}') ? 'Invalid content of \\{\\}' : 'Unmatched \\{');
  }
  const first = Number(least);
  const last = comma === '' ? first : most === '' ? Infinity : Number(most);
  if ((least === '' && most === '') || first > last) {
    throw new EreError('Invalid content of \\{\\}');
  }
  if ((last === Infinity ? first : last) > 32767) throw new EreError('Regular expression too big');
  cursor.at += whole.length;
  return `{${first}${comma}${most}}`;
}
