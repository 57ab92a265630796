/** Maps values of a range to places along an axis; `from` and `to` may be in either order. */
export function scale(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): (value: number) => number {
  const span = high - low || 1;
  return (value) => round(from + ((value - low) / span) * (to - from));
}

/** Round figures (1, 2 or 5 times a power of ten apart) that lie in a range: about `count` of them. */
export function roundFigures(low: number, high: number, count: number): readonly number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => clean((first + index) * step));
}

/** A figure for an axis or a legend: three significant digits, in the thousands that suit `largest`. */
export function figureText(value: number, unit = '', largest = value): string {
  const [divisor, prefix] = sizes.find(([size, , from]) => Math.abs(largest) >= from * size) ?? [
    1,
    '',
  ];
  const text = `${clean(Number((value / divisor).toPrecision(3)))}`;
  return unit === '' && prefix === '' ? text : `${text} ${prefix}${unit}`;
}

const sizes = [
  [1e12, 'T', 1],
  [1e9, 'G', 1],
  [1e6, 'M', 1],
  [1e3, 'k', 10],
] as const;

/** To a tenth of a pixel: more cannot be seen and takes room. */
function round(place: number): number {
  return Math.round(place * 10) / 10;
}

/** Without the tail that binary fractions leave. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}
