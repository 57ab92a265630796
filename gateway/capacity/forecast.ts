import { type Point, type Trend, trendOf } from '../../plugins/check/forecast.ts';
import type { Level, Measure } from './measure.ts';

/** When a figure comes to a level, as far as its samples tell. Instants are epoch milliseconds. */
export type Forecast =
  /** The last sample is there already. */
  | { readonly kind: 'reached' }
  /** Between `earliest` and `latest` with a confidence of 95 %; `latest` is null where it may never be. */
  | {
      readonly kind: 'expected';
      readonly at: number;
      readonly earliest: number;
      readonly latest: number | null;
    }
  /** It goes the other way, or not anywhere, as far as one can tell; or it is further away than anybody can say. */
  | { readonly kind: 'not in sight'; readonly because: string }
  /** There is too little to go by. */
  | { readonly kind: 'unknown'; readonly because: string };

/** Where a figure stands and where it is going. */
export interface Outlook {
  /** How many samples were looked at, and over what time, milliseconds. */
  readonly samples: number;
  readonly span: number;
  /** The line through the samples; undefined for too few. */
  readonly trend: Trend | undefined;
  /** Whether the line rises or falls more than chance would have it. */
  readonly changes: boolean;
  readonly levels: Readonly<Partial<Record<Level, Forecast>>>;
}

/**
 * Looks ahead along the straight line through samples in order of time, as `check_disk --forecast` does, with the range
 * that the error of its slope leaves (Student's t, 95 %).
 */
export function outlookOf(
  samples: readonly Point[],
  { worse, levels }: Pick<Measure, 'worse' | 'levels'>,
): Outlook {
  const sign = worse === 'rising' ? 1 : -1;
  const points = averaged(samples).map(({ at, value }) => ({ at, value: sign * value }));
  const trend = trendOf(points);
  const seen = { last: samples.at(-1), points, trend };
  const forecasts = Object.entries(levels).map(([level, value]) => [
    level,
    forecastOf(seen, sign, value),
  ]);
  return {
    samples: samples.length,
    span: (samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0),
    trend: trend && { ...trend, slope: sign * trend.slope, level: sign * trend.level },
    changes: trend !== undefined && Math.abs(trend.slope) > factor(points) * trend.error,
    levels: Object.fromEntries(forecasts),
  };
}

const day = 86_400_000;
/** Whoever says what is in five years guesses. */
const horizon = 5 * 365 * day;

interface Seen {
  readonly last: Point | undefined;
  /** Turned so that higher is worse. */
  readonly points: readonly Point[];
  readonly trend: Trend | undefined;
}

function forecastOf({ last, points, trend }: Seen, sign: number, level: number): Forecast {
  const left = sign * level - sign * (last?.value ?? Number.NaN);
  if (left <= 0) return { kind: 'reached' };
  if (last === undefined || trend === undefined) {
    return { kind: 'unknown', because: 'fewer than three samples, or less than an hour of them' };
  }
  const { slope, error, noise } = trend;
  const [margin, scatter] = [factor(points) * error, factor(points) * noise];
  if (slope <= 0) return { kind: 'not in sight', because: 'it does not get worse' };
  if (slope - margin <= 0) {
    return { kind: 'not in sight', because: 'what changes cannot be told from chance' };
  }
  const rest = Math.max(0, sign * level - trend.level);
  const at = (speed: number, way = rest) => last.at + Math.max(0, way) / speed;
  if (at(slope) - last.at > horizon) {
    return { kind: 'not in sight', because: 'at this pace it takes more than five years' };
  }
  const latest = at(slope - margin, rest + scatter);
  return {
    ...{
      kind: 'expected',
      at: Math.round(at(slope)),
      earliest: Math.round(at(slope + margin, rest - scatter)),
    },
    latest: latest - last.at > horizon ? null : Math.round(latest),
  };
}

/** Days from a fortnight on, so that night and day do not count as a trend; else up to sixty stretches. */
function averaged(samples: readonly Point[]): readonly Point[] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = last.at - first.at;
  const width = span >= 14 * day ? day : span / 60;
  const stretches = Map.groupBy(samples, ({ at }) => Math.floor((at - first.at) / (width || 1)));
  return [...stretches.values()].map((some) => ({
    at: some.reduce((sum, { at }) => sum + at, 0) / some.length,
    value: some.reduce((sum, { value }) => sum + value, 0) / some.length,
  }));
}

/** How many standard errors a range has on either side. */
function factor(points: readonly Point[]): number {
  return quantile(points.length - 2);
}

/** The 97.5 % quantile of Student's t for some degrees of freedom; the next lower entry of the table. */
function quantile(degrees: number): number {
  return students.findLast(([from]) => degrees >= from)?.[1] ?? 12.71;
}

const students = [
  [1, 12.71],
  [2, 4.3],
  [3, 3.18],
  [4, 2.78],
  [5, 2.57],
  [6, 2.45],
  [8, 2.31],
  [10, 2.23],
  [15, 2.13],
  [20, 2.09],
  [30, 2.04],
  [60, 2],
] as const;
