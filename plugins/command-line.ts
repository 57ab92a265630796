/** A command line as words, or why a program alone cannot run it. */
export type SplitLine = { readonly words: readonly string[] } | { readonly problem: string };

/**
 * Splits a command line into words as a POSIX shell would: quotes, and the backslash outside single quotes.
 * There is no shell here, so a line that asks for more of one (a pipe, a variable, a pattern …) is a problem.
 */
export function splitCommandLine(line: string): SplitLine {
  const words: string[] = [];
  let word: string | undefined;
  for (const [token] of line.matchAll(tokens)) {
    if (/^[ \t]/.test(token)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    const text = literal(token, word === undefined);
    if (text === undefined) return { problem: `needs a shell for ${JSON.stringify(token)}` };
    word = (word ?? '') + text;
  }
  if (word !== undefined) words.push(word);
  return { words };
}

/** Blanks, a quoted part, an escaped character, the `~:` of a range, plain characters, or what is none of these. */
const tokens = /[ \t]+|'[^']*'|"(?:[^"\\]|\\.)*"|\\.|~:|[^\s'"\\|&;()<>$`*?[\]#~{}!]+|./gsu;

/** What a token stands for; undefined when only a shell could say. */
function literal(token: string, startsWord: boolean): string | undefined {
  const [first = ''] = token;
  if (token.length === 1 && special.includes(first)) {
    return '#~'.includes(first) && !startsWord ? token : undefined;
  }
  if (first === "'") return token.slice(1, -1);
  if (first === '"') return inDoubleQuotes(token.slice(1, -1));
  if (first !== '\\') return token;
  return token === '\\\n' ? undefined : token.slice(1);
}

const special = '\'"\\|&;()<>$`*?[]#~{}!\n\r\v\f';

function inDoubleQuotes(text: string): string | undefined {
  if (/(?<!\\)(?:\\\\)*[$`]/.test(text)) return undefined;
  return text.replace(/\\([$`"\\\n])/g, (_, char: string) => (char === '\n' ? '' : char));
}
