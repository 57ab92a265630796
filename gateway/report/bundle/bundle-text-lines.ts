/**
 * The lines of a bundle without their ends. Only a line feed ends one, and nothing is forgiven: what follows on the last
 * line end is a line that says so, and bytes that are no UTF-8 become signs that no digest fits.
 */
export async function* bundleTextLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for await (const piece of bytes) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield `${rest} (without a line end)`;
}
