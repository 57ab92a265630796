import type { Reader } from '../check/option.ts';
import { parseNumber } from '../check/readers.ts';
import type { Status } from '../check/status.ts';
import { UsageError } from '../check/usage-error.ts';

/** One figure for each of three spans of time, short to long. */
export type Triple = readonly [number, number, number];

/** Limits for the three figures; a figure above its limit alerts. */
export interface TripleLimits {
  readonly warning: Triple | undefined;
  readonly critical: Triple | undefined;
}

/** Reads `A[,B[,C]]`; a missing number repeats the one before it. */
export function tripleReader(kind: 'Warning' | 'Critical'): Reader<Triple> {
  return (text, name) => {
    const [one = '', five, fifteen, ...more] = text.split(',');
    const texts = [one, five || one, fifteen || five || one] as const;
    if (more.length > 0 || texts.some((each) => parseNumber(each) === undefined)) {
      const message = `${kind} threshold must be float or float triplet!`;
      throw new UsageError(message, [`${name}: "${text}"`]);
    }
    return [Number(texts[0]), Number(texts[1]), Number(texts[2])];
  };
}

/** The status of three figures: the gravest of them. */
export function judgeTriple(figures: Triple, { warning, critical }: TripleLimits): Status {
  if (critical !== undefined && isAbove(figures, critical)) return 'CRITICAL';
  return warning !== undefined && isAbove(figures, warning) ? 'WARNING' : 'OK';
}

function isAbove(figures: Triple, limits: Triple): boolean {
  return figures.some((figure, at) => figure > Number(limits[at]));
}
