/** A line of input without its end, and its number from 1. */
export interface Line {
  readonly text: string;
  readonly number: number;
}

/**
 * The lines of UTF-8 input, in the groups in which its pieces complete them. What follows the last line end is a line where
 * it is not empty; a line end is LF or CR LF.
 */
export async function* linesOf(
  input: AsyncIterable<string | Uint8Array>,
): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder();
  let number = 0;
  let rest = '';
  const numbered = (text: string): Line => {
    number += 1;
    return { text: text.endsWith('\r') ? text.slice(0, -1) : text, number };
  };
  for await (const piece of input) {
    const text = typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
    // Only what is new is searched: a line of many pieces must not be gone through with each of them.
    const [first = '', ...others] = text.split('\n');
    const texts = [rest + first, ...others];
    rest = texts.pop() ?? '';
    if (texts.length > 0) yield texts.map(numbered);
  }
  rest += decoder.decode();
  if (rest !== '') yield [numbered(rest)];
}
