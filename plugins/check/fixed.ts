/**
 * `value` with exactly `digits` digits after the point, as C's printf writes it: a value that lies exactly
 * halfway goes to the even neighbour, where JavaScript's toFixed goes up.
 */
export function fixed(value: number, digits: number): string {
  const rounded = value.toFixed(digits);
  const exact = value.toFixed(digits + 30);
  if (!/50{29}$/.test(exact)) return rounded;
  const lower = exact.slice(0, digits === 0 ? -31 : -30);
  return /[02468]$/.test(lower) ? lower : rounded;
}
