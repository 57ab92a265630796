import type { Status } from './status.ts';

/**
 * A threshold range of the Nagios plugin guidelines, `[@][start:]end`, both ends included. `inside` is true for
 * `@`: alert when the value lies within. `text` is the range as it was typed, which perfdata echoes.
 */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly inside: boolean;
  readonly text: string;
}

/** The limits of one figure; one that is not given never alerts. */
export interface Thresholds {
  readonly warning?: Range | undefined;
  readonly critical?: Range | undefined;
}

/** Reads `[@][start:]end`: `~` is minus infinity, an empty start 0, an empty end infinity; undefined when it is no range. */
export function parseRange(text: string): Range | undefined {
  const range = readEnds(text);
  return range && range.start <= range.end ? range : undefined;
}

/** Whether `text` is written like a range, and starts above its end. */
export function isBackward(text: string): boolean {
  const range = readEnds(text);
  return range !== undefined && range.start > range.end;
}

/** Whether `value` is one to alert on: outside the range, or within it for an `@` range. A figure that is not a number alerts. */
export function alerts(range: Range, value: number): boolean {
  const within = value >= range.start && value <= range.end;
  return within === range.inside;
}

/** The status of `value`: critical before warning. */
export function judge({ warning, critical }: Thresholds, value: number): Status {
  if (critical !== undefined && alerts(critical, value)) return 'CRITICAL';
  if (warning !== undefined && alerts(warning, value)) return 'WARNING';
  return 'OK';
}

function readEnds(text: string): Range | undefined {
  const [, at, first, end] = grammar.exec(text) ?? [];
  if (first === '' && end === '') return undefined;
  if (first === undefined && end === '') return undefined;
  if (end === undefined) return undefined;
  return { start: startOf(first), end: endOf(end), inside: at === '@', text };
}

const number = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const grammar = new RegExp(`^(@?)(?:(~|(?:${number})?):)?((?:${number})?)$`);

function startOf(text: string | undefined): number {
  if (text === '~') return -Infinity;
  return Number(text ?? 0);
}

function endOf(text: string): number {
  return text === '' ? Infinity : Number(text);
}
