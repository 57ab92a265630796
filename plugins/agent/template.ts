import { splitCommandLine } from '../command-line.ts';

/** A command line as words, in which `$ARG1$`, `$ARG2$` … stand for arguments that come later. */
export interface Template {
  /** Each word as its pieces: text as it stands, or the place of an argument, counted from 0. */
  readonly words: readonly (readonly Piece[])[];
  /** How many arguments it has places for. */
  readonly places: number;
}

type Piece = string | { readonly place: number; readonly splits: boolean };

/**
 * Splits a line into words; an argument never becomes more than a part of one word, whatever is in it. With
 * `splitting`, one that stands outside quotes is split at blanks, as the shell of the C daemon does.
 */
export function parseTemplate(
  line: string,
  { splitting = false } = {},
): Template | { readonly problem: string } {
  if (/[\uE000-\uE0FF]/u.test(line)) return { problem: 'has a character for private use' };
  const split = splitCommandLine(markPlaces(line, splitting));
  if ('problem' in split) return split;
  const words = split.words.map(pieces);
  const places = words.flat().map((piece) => (typeof piece === 'string' ? 0 : piece.place + 1));
  return { words, places: Math.max(0, ...places) };
}

/** The words with the arguments in their places; one that is missing is the empty text. */
export function fillTemplate({ words }: Template, args: readonly string[]): readonly string[] {
  return words.flatMap((word) => fillWord(word, args));
}

/** Private characters that splitting leaves alone: those of `whole` become a part of a word, those of `splits` may be several. */
const whole = 0xe000;
const splits = 0xe080;
const mostPlaces = 16;

function markPlaces(line: string, splitting: boolean): string {
  const parts = line.matchAll(/'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^'"\\]+|./gsu);
  return [...parts]
    .map(([part]) => {
      const base = splitting && !/^['"\\]/.test(part) ? splits : whole;
      return part.replace(/\$ARG(\d{1,2})\$/g, (name, number: string) => {
        const place = Number(number) - 1;
        return place >= 0 && place < mostPlaces ? String.fromCharCode(base + place) : name;
      });
    })
    .join('');
}

function pieces(word: string): readonly Piece[] {
  if (word === '') return [''];
  return [...word.matchAll(/[\uE000-\uE0FF]|[^\uE000-\uE0FF]+/gu)].map(([piece]) => {
    const code = piece.charCodeAt(0);
    if (code < whole || code >= splits + mostPlaces) return piece;
    return code < splits
      ? { place: code - whole, splits: false }
      : { place: code - splits, splits: true };
  });
}

function fillWord(word: readonly Piece[], args: readonly string[]): readonly string[] {
  const words: string[] = [];
  let open: string | undefined;
  for (const piece of word) {
    const value = typeof piece === 'string' ? piece : (args[piece.place] ?? '');
    const [first = '', ...rest] =
      typeof piece === 'string' || !piece.splits ? [value] : value.split(/[ \t\n]+/);
    if (typeof piece === 'string' || !piece.splits || first !== '') open = (open ?? '') + first;
    for (const next of rest) {
      if (open !== undefined) words.push(open);
      open = next === '' ? undefined : next;
    }
  }
  return open === undefined ? words : [...words, open];
}
