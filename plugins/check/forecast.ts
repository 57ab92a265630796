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
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (points.length < 3 || last.at - first.at < 3_600_000) return undefined;
  if (last.value >= limit) return 0;
  const slope = slopeOf(points);
  return slope > 0 ? (limit - last.value) / slope : Infinity;
}

/** The points with one more, thinned out by half when there are more than `most`: a long past stays in view. */
export function withPoint(points: readonly Point[], point: Point, most: number): readonly Point[] {
  const all = [...points, point];
  return all.length <= most ? all : all.filter((_, at) => at % 2 === 0 || at === all.length - 1);
}

function slopeOf(points: readonly Point[]): number {
  const mean = (figures: readonly number[]) => figures.reduce((a, b) => a + b, 0) / figures.length;
  const meanAt = mean(points.map(({ at }) => at));
  const meanValue = mean(points.map(({ value }) => value));
  const spread = points.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  const common = points.reduce(
    (sum, { at, value }) => sum + (at - meanAt) * (value - meanValue),
    0,
  );
  return spread === 0 ? 0 : common / spread;
}
