import yargs from 'yargs';
import { spellingsOf, splitArguments, type Token } from './getopt.ts';
import type { OptionTable, OptionValues } from './option.ts';
import { UsageError } from './usage-error.ts';

/** What a command line gives a check. */
export interface Given<Table extends OptionTable> {
  readonly values: OptionValues<Table>;
  /** Every option as it stood, for checks whose options act in the order given. */
  readonly occurrences: readonly Occurrence<Table>[];
  /** The arguments that belong to no option. */
  readonly operands: readonly string[];
}

/** One option as given, by its long name, with its text (empty when it has none). */
interface Occurrence<Table extends OptionTable> {
  readonly option: keyof Table & string;
  readonly text: string;
}

/**
 * A parser for the options of `program`. It throws a UsageError for what it cannot understand, or else for the first
 * text on the command line that its option cannot read. An option named in `endsAt` (help,
 * version) ends the reading: then only its name is returned.
 */
export function optionParser<Table extends OptionTable, const End extends string = never>(
  program: string,
  table: Table,
  endsAt: readonly End[] = [],
): (args: readonly string[]) => Given<Table> | End {
  const spellings = spellingsOf(program, table);
  return (args) => {
    const tokens: Token[] = [];
    for (const token of splitArguments(args, spellings)) {
      const end = 'option' in token && endsAt.find((name) => name === token.option);
      if (end) return end;
      tokens.push(token);
    }
    return readTokens(table, tokens);
  };
}

function readTokens<Table extends OptionTable>(
  table: Table,
  tokens: readonly Token[],
): Given<Table> {
  const occurrences = tokens.filter((token) => 'option' in token);
  // The table has an order of its own; the first text that is wrong is the one to be named.
  for (const { option, text } of occurrences) table[option]?.read([text], `--${option}`);
  const { _: operands, ...texts } = collect(table, tokens);
  const values = Object.entries(table).map(([name, option]) => [
    name,
    option.read(textsOf(texts[name]), `--${name}`),
  ]);
  return {
    values: Object.fromEntries(values) as OptionValues<Table>,
    occurrences,
    operands: operands.map(String),
  };
}

// Every text goes through yargs behind one `=`: yargs takes a pair of quotes around a whole text away.
function collect(table: OptionTable, tokens: readonly Token[]) {
  const options = tokens.filter((token) => 'option' in token);
  const operands = tokens.filter((token) => 'operand' in token);
  const canonical = [
    ...options.map(({ option, text }) =>
      table[option]?.argument === undefined ? `--${option}` : `--${option}==${text}`,
    ),
    '--',
    ...operands.map(({ operand }) => operand),
  ];
  return yargs(canonical, '/')
    .exitProcess(false)
    .help(false)
    .version(false)
    .detectLocale(false)
    .parserConfiguration(literally)
    .options(yargsOptions(table))
    .strictOptions()
    .fail((message, error) => {
      throw error ?? new UsageError(message);
    })
    .parseSync();
}

const literally = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'duplicate-arguments-array': true,
  'flatten-duplicate-arrays': true,
  'greedy-arrays': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'short-option-groups': false,
} as const;

function yargsOptions(table: OptionTable) {
  return Object.fromEntries(
    Object.entries(table).map(([name, { argument, says: describe }]) => [
      name,
      argument === undefined ? { describe, count: true } : { describe, string: true, array: true },
    ]),
  );
}

function textsOf(collected: unknown): readonly string[] {
  if (typeof collected === 'number') return Array.from({ length: collected }, () => '');
  return Array.isArray(collected) ? collected.map((text) => String(text).slice(1)) : [];
}
