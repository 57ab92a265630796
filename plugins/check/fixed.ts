/**
 * `value` with exactly `digits` digits after the point, as C's printf writes it: a value that lies exactly
 * halfway goes to the even neighbour, where JavaScript's toFixed goes up.
 */
export function fixed(value: number, digits: number): string {
  const rounded = value.toFixed(digits);
  // Binary fractions that lie halfway between two decimals of so many digits are odd multiples of this power of two.
  if (Math.abs(value * 2 ** (digits + 1)) % 2 !== 1) return rounded;
  const exact = value.toFixed(digits + 1);
  const lower = exact.slice(0, digits === 0 ? -2 : -1);
  return /[02468]$/.test(lower) ? lower : rounded;
}
