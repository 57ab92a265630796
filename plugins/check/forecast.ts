/** A figure at an instant (epoch milliseconds). */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/**
 * Milliseconds after the last point at which a straight line through the points (least squares) reaches `limit`:
 * 0 when the last point is there already, infinity when the line does not rise. Undefined for too little to go by:
 * fewer than three points or less than an hour.
 */
export function timeUntil(points: readonly Point[], limit: number): number | undefined {
  const last = points.at(-1);
  if (last === undefined || isTooLittle(points)) return undefined;
  if (last.value >= limit) return 0;
  const slope = slopeOf(points);
  return slope > 0 ? (limit - last.value) / slope : Infinity;
}

/** The points with one more, thinned out by half when there are more than `most`: a long past stays in view. */
export function withPoint(points: readonly Point[], point: Point, most: number): readonly Point[] {
  const all = [...points, point];
  return all.length <= most ? all : all.filter((_, at) => at % 2 === 0 || at === all.length - 1);
}

/** A straight line through points by least squares. */
export interface Trend {
  /** How much the figure changes in a millisecond. */
  readonly slope: number;
  /** The standard error of `slope`, widened as far as neighbouring figures resemble each other. */
  readonly error: number;
  /** The value of the line at the last point, and the standard deviation of the points around it. */
  readonly level: number;
  readonly noise: number;
}

/** The line through points in order of time; undefined for too little to go by, as `timeUntil` judges it. */
export function trendOf(points: readonly Point[]): Trend | undefined {
  const last = points.at(-1);
  if (last === undefined || isTooLittle(points)) return undefined;
  const slope = slopeOf(points);
  const middle = { at: mean(points.map(({ at }) => at)), value: mean(points.map(figureIn)) };
  const lineAt = (at: number) => middle.value + slope * (at - middle.at);
  const rests = points.map(({ at, value }) => value - lineAt(at));
  const spread = points.reduce((sum, { at }) => sum + (at - middle.at) ** 2, 0);
  const variance = sumOfSquares(rests) / (points.length - 2);
  const error = Math.sqrt((variance / spread) * dependence(rests));
  return { slope, error, level: lineAt(last.at), noise: Math.sqrt(variance) };
}

function isTooLittle(points: readonly Point[]): boolean {
  const [first, last] = [points[0], points.at(-1)];
  return points.length < 3 || (last?.at ?? 0) - (first?.at ?? 0) < 3_600_000;
}

/**
 * By how much the variance grows because each figure says a part of the next one: (1 + r) / (1 - r) for a correlation r
 * of neighbours (G. Bayley and J. Hammersley, The "effective" number of independent observations, 1946).
 */
function dependence(rests: readonly number[]): number {
  const all = sumOfSquares(rests);
  if (all === 0) return 1;
  const shared = rests.slice(1).reduce((sum, rest, at) => sum + rest * (rests[at] ?? 0), 0);
  const r = Math.min(Math.max(shared / all, 0), 0.95);
  return (1 + r) / (1 - r);
}

function slopeOf(points: readonly Point[]): number {
  const meanAt = mean(points.map(({ at }) => at));
  const meanValue = mean(points.map(figureIn));
  const spread = points.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  const common = points.reduce(
    (sum, { at, value }) => sum + (at - meanAt) * (value - meanValue),
    0,
  );
  return spread === 0 ? 0 : common / spread;
}

function mean(figures: readonly number[]): number {
  return figures.reduce((a, b) => a + b, 0) / figures.length;
}

function figureIn({ value }: Point): number {
  return value;
}

function sumOfSquares(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure ** 2, 0);
}
