import { stringify } from 'yaml';

/** A text as YAML writes it on one line. */
export function scalar(text: string): string {
  if (plain.test(text) && !words.has(text.toLowerCase())) return text;
  return stringify(text, { lineWidth: 0, blockQuote: false }).trimEnd();
}

// Most texts need no quotes, and a whole document made for each would take as long as everything else together.
const plain = /^[A-Za-z/](?:[\w .,/=%+-]*[\w.,/=%+-])?$/;
const words: ReadonlySet<string> = new Set(['true', 'false', 'null']);
