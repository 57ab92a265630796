/** What a query or a form holds: each a text if it is there once, with the line ends that we use. */
export function textsIn(given: unknown): Readonly<Record<string, string>> {
  const texts = Object.entries(Object(given)).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n').trim()]] : [],
  );
  return Object.fromEntries(texts);
}
