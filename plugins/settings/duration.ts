import type { TUnsafe } from 'typebox';
import { Custom, mustBe } from './custom.ts';

const milliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof milliseconds;

/** What a `Duration` key may be told: its default and its bounds, written as in the file (`30s`). */
export interface DurationOptions {
  readonly description?: string;
  readonly default?: string;
  readonly atLeast?: string;
  readonly atMost?: string;
}

/** A length of time such as `500ms`, `30s`, `5m`, `2h`, `7d` or `1h30m`; the value is in milliseconds. */
export function Duration(options: DurationOptions = {}): TUnsafe<number> {
  const { atLeast = '0s', atMost = '36500d', ...schema } = options;
  const pattern = '^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$';
  return Custom<number>({ type: 'string', pattern, ...schema }, (input) => {
    const value = typeof input === 'string' ? parseDuration(input) : undefined;
    if (value === undefined) {
      return { problem: mustBe('a duration with its unit, such as 30s or 5m', input) };
    }
    if (value < (parseDuration(atLeast) ?? 0)) {
      return { problem: mustBe(`at least ${atLeast}`, input) };
    }
    if (value > (parseDuration(atMost) ?? Infinity)) {
      return { problem: mustBe(`at most ${atMost}`, input) };
    }
    return { value };
  });
}

/** The milliseconds of a text such as `1h30m`, or undefined when it is not a duration. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return undefined;
  const parts = text.matchAll(/([\d.]+)(ms|s|m|h|d)/g);
  return [...parts].reduce((sum, [, n, unit]) => sum + Number(n) * milliseconds[unit as Unit], 0);
}
