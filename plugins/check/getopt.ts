import type { Spelling } from './option.ts';
import { OptionError } from './usage-error.ts';

/** One thing on the command line: an option with its text (empty when it has none), or an operand. */
export type Token =
  | { readonly option: string; readonly text: string }
  | { readonly operand: string };

/** How the options of a check are found by their letters and (abbreviated) long names. */
export interface Spellings {
  /** The name that messages begin with. */
  readonly program: string;
  readonly byLetter: ReadonlyMap<string, Named>;
  readonly byName: ReadonlyMap<string, Named>;
  readonly byWord: ReadonlyMap<string, Named>;
}

interface Named extends Spelling {
  readonly name: string;
}

/** Indexes a table of options for `splitArguments`. */
export function spellingsOf(program: string, table: Readonly<Record<string, Spelling>>): Spellings {
  const all = Object.entries(table).map(([name, spelling]): Named => ({ ...spelling, name }));
  return {
    program,
    byLetter: new Map(all.flatMap((option) => (option.short ? [[option.short, option]] : []))),
    byName: new Map(
      all.flatMap((option) =>
        [option.name, ...(option.aliases ?? [])].map((name) => [name, option]),
      ),
    ),
    byWord: new Map(all.flatMap((option) => (option.words ?? []).map((word) => [word, option]))),
  };
}

/**
 * Splits arguments as GNU getopt_long does: `--warn=5` (any unambiguous beginning of a name), `--warning 5`,
 * `-w5`, `-w 5`, bundles (`-ew 10%`), operands anywhere, `--` before operands only. An argument is taken
 * whatever it looks like, so negative values work. Throws an OptionError with getopt's words when it is asked for
 * the first token that cannot be understood.
 */
export function* splitArguments(args: readonly string[], spellings: Spellings): Generator<Token> {
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') {
      yield* rest.map((operand) => ({ operand }));
      return;
    }
    const word = spellings.byWord.get(arg);
    if (word !== undefined) yield splitLong(`--${word.name}`, rest, spellings);
    else if (arg.startsWith('--')) yield splitLong(arg, rest, spellings);
    else if (arg.startsWith('-') && arg !== '-') yield* splitBundle(arg, rest, spellings);
    else yield { operand: arg };
  }
}

function splitLong(arg: string, rest: string[], spellings: Spellings): Token {
  const [, name = '', text] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(arg) ?? [];
  const option = findByName(name, arg, spellings);
  if (option.argument === undefined) {
    if (text === undefined) return { option: option.name, text: '' };
    throw refusal(spellings, `option '--${option.name}' doesn't allow an argument: "${text}"`);
  }
  const given = text ?? (option.attachedOnly ? '' : rest.shift());
  if (given === undefined)
    throw refusal(spellings, `option '--${option.name}' requires an argument`);
  return { option: option.name, text: given };
}

function findByName(name: string, arg: string, spellings: Spellings): Named {
  const { byName } = spellings;
  const exact = byName.get(name);
  if (exact !== undefined) return exact;
  const candidates = [...byName].filter(([long]) => long.startsWith(name));
  const reference = candidates.filter(([, option]) => option.ours !== true);
  const [first, ...others] = reference.length > 0 ? reference : candidates;
  if (first === undefined) throw refusal(spellings, `unrecognized option '${arg}'`);
  if (others.every(([, option]) => option === first[1])) return first[1];
  const possibilities = [first, ...others].map(([long]) => `'--${long}'`).join(' ');
  throw refusal(spellings, `option '${arg}' is ambiguous; possibilities: ${possibilities}`);
}

function* splitBundle(arg: string, rest: string[], spellings: Spellings): Generator<Token> {
  for (let at = 1; at < arg.length; at += 1) {
    const letter = String.fromCodePoint(arg.codePointAt(at) ?? 0);
    const option = spellings.byLetter.get(letter);
    if (option === undefined) throw refusal(spellings, `invalid option -- '${letter}'`);
    if (option.argument === undefined) {
      yield { option: option.name, text: '' };
      continue;
    }
    const attached = arg.slice(at + 1);
    const given = attached !== '' || option.attachedOnly ? attached : rest.shift();
    if (given === undefined) throw refusal(spellings, `option requires an argument -- '${letter}'`);
    yield { option: option.name, text: given };
    return;
  }
}

function refusal({ program }: Spellings, message: string): OptionError {
  return new OptionError(`${program}: ${message}`);
}
