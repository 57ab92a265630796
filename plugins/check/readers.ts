import type { Reader } from './option.ts';
import { isBackward, parseRange, type Range } from './range.ts';
import { parseStatus, type Status } from './status.ts';
import { UsageError } from './usage-error.ts';

/** Any text, as it is. */
export const anyText: Reader<string> = (text) => text;

/** A threshold range. */
export const rangeText: Reader<Range> = (text, name) =>
  parseRange(text) ?? refuseRange(text, name, 'not a threshold range');

/** A number with or without fraction; never NaN or infinite. */
export const numberText: Reader<number> = (text, name) =>
  parseNumber(text) ?? refuse(text, name, 'not a number');

/** A number of seconds, more than 0. */
export const secondsText: Reader<number> = (text, name) => {
  const seconds = numberText(text, name);
  return seconds > 0 ? seconds : refuse(text, name, 'not a positive number of seconds');
};

/** A whole number, 0 or more. */
export const wholeNumber: Reader<number> = (text, name) =>
  parseWhole(text) ?? refuse(text, name, 'not a whole number');

/** A status by word or number. */
export const statusText: Reader<Status> = (text, name) =>
  parseStatus(text) ?? refuse(text, name, 'not a status (ok, warning, critical, unknown)');

/** The number that `text` is, all of it; undefined when it is none or not finite. */
export function parseNumber(text: string): number | undefined {
  return decimal.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

/** The whole number, 0 or more, that `text` is; undefined when it is none or too long to be exact. */
export function parseWhole(text: string): number | undefined {
  return /^\+?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
}

/** Refuses `text`: `--warning: not a threshold range: "x"`. */
export function refuse(text: string, name: string, why: string): never {
  throw new UsageError(`${name}: ${why}: "${text}"`);
}

/** Refuses `text`, which is no range; one that only starts above its end in the words of the reference. */
export function refuseRange(text: string, name: string, why: string): never {
  if (!isBackward(text.replaceAll('%', ''))) return refuse(text, name, why);
  throw new UsageError('Range format incorrect', [`${name}: starts above its end: "${text}"`]);
}

const decimal = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;
