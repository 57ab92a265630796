/** The words of a command line as a shell splits them: quotes and backslashes count, nothing is expanded. */
export function splitWords(line: string): readonly string[] {
  const pieces = line.matchAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|(\s+)|([^\s'"\\]+)|(.)/g);
  const words: string[] = [];
  let open = false;
  for (const [, single, double, escaped, space, plain, stray] of pieces) {
    if (space !== undefined) {
      open = false;
      continue;
    }
    const piece =
      single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? stray ?? '';
    words.push(open ? (words.pop() ?? '') + piece : piece);
    open = true;
  }
  return words;
}

/** Words as a command line that a shell splits into the same words again. */
export function joinWords(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}
