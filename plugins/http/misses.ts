import type { Matching } from '../check/matching.ts';
import { judgeAge } from './age.ts';
import { missedJson } from './json.ts';
import type { Miss } from './miss.ts';
import { addressOf, type Pattern, type Plan } from './plan.ts';
import type { Page } from './sampled.ts';

/** All that the page misses, in the order in which the reference says it. */
export function misses(
  { answer, place }: Page,
  bytes: number,
  matching: Matching,
  { expect, dialect }: Plan,
): readonly Miss[] {
  const { fields, body, statusLine } = answer;
  // The check_curl of the reference counts the status line among the headers.
  const head = dialect === 'check_curl' ? `${statusLine}\n${fields}` : fields;
  const where = `'${addressOf(place)}'`;
  const lacks = (kind: string, text: string | undefined, has: (text: string) => boolean): Miss[] =>
    text === undefined || has(text)
      ? []
      : [{ status: 'CRITICAL', says: `${kind} '${shorten(text)}' not found on ${where}` }];
  return [
    ...(expect.oldestSeconds === undefined ? [] : judgeAge(fields, expect.oldestSeconds)),
    ...lacks('header', expect.header, (text) => head.includes(text)),
    ...lacks('string', expect.string, (text) => body.includes(text)),
    ...(expect.pattern === undefined ? [] : missedPattern(expect.pattern, matching, body)),
    ...missedJson(expect.json, body),
    ...missedSize(bytes, expect.smallest, expect.largest),
  ];
}

function missedPattern(
  { expression, inverted, failure }: Pattern,
  matching: Matching,
  body: Buffer,
): Miss[] {
  const found = matching(expression, body.toString());
  if (found !== inverted) return [];
  return [{ status: failure, says: found ? 'pattern found' : 'pattern not found' }];
}

function missedSize(bytes: number, smallest: number, largest: number): Miss[] {
  if (bytes < smallest) return [{ status: 'WARNING', says: `page size ${bytes} too small` }];
  if (largest > 0 && bytes > largest) {
    return [{ status: 'WARNING', says: `page size ${bytes} too large` }];
  }
  return [];
}

function shorten(text: string): string {
  return text.length < 30 ? text : `${text.slice(0, 26)}...`;
}
