import { stringify } from 'yaml';

/** A text as YAML writes it on one line. */
export function scalar(text: string): string {
  return stringify(text, { lineWidth: 0, blockQuote: false }).trimEnd();
}
