/** A command line as Core reads it: words to execute, with variables set before them, or a text for the shell. */
export type CommandWords =
  | { readonly words: readonly string[]; readonly variables: Readonly<Record<string, string>> }
  | { readonly shell: string };

/**
 * Reads a command line as Nagios Core does before it runs one (`runcmd_cmd2strv` in lib/runcmd.c), peculiarities
 * included: only what Core takes for simple becomes words, everything else is given to `/bin/sh -c`.
 */
export function readCommand(line: string): CommandWords {
  const words = splitWords(line);
  if (words === undefined) return { shell: line };
  const first = words.findIndex((word) => !word.includes('='));
  const variables = first < 0 ? words : words.slice(0, first);
  return {
    words: first < 0 ? [] : words.slice(first),
    variables: Object.fromEntries(variables.map(variable)),
  };
}

function variable(word: string): [string, string] {
  const equals = word.indexOf('=');
  return [word.slice(0, equals), word.slice(equals + 1)];
}

type Quote = "'" | '"' | undefined;

/** Undefined where something asks for a shell, or a quote stays open. */
function splitWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: Quote;
  let escaped = false; // by a backslash inside double quotes; Core lets the quote close and the escape live on
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (quote === undefined && blanks.includes(char)) {
      if (escaped || word === undefined) continue;
      words.push(word);
      word = undefined;
    } else if (opensOrCloses(char, quote, escaped)) {
      quote = quote === undefined ? char : undefined;
      word ??= '';
    } else if (char === '\\' && quote === '"' && !escaped && escapes(line[i + 1])) {
      escaped = true;
    } else if (needsShell(char, quote, escaped)) {
      return undefined;
    } else {
      if (char === '\\' && quote === undefined && !escaped) i += 1;
      word = (word ?? '') + line.charAt(i);
      escaped = false;
    }
  }
  if (word !== undefined) words.push(word);
  return quote === undefined ? words : undefined;
}

const blanks = ' \t\r\n';

function opensOrCloses(char: string, quote: Quote, escaped: boolean): char is "'" | '"' {
  if (char !== "'" && char !== '"') return false;
  return quote === undefined ? !escaped : quote === char;
}

function escapes(next = ''): boolean {
  return next !== '' && '"\\$`'.includes(next);
}

function needsShell(char: string, quote: Quote, escaped: boolean): boolean {
  if (char === '$' || char === '`') return quote !== "'" && !escaped;
  return quote === undefined && '|<>&;()*?'.includes(char);
}
