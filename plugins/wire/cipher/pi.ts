/**
 * The first `count` words of 32 bits of the fraction of π, which old ciphers take for numbers without a purpose of
 * their own; from Machin's formula, π = 16 atan(1/5) − 4 atan(1/239).
 */
export function piWords(count: number): Int32Array {
  const bits = BigInt(32 * count);
  const one = 1n << (bits + guard);
  const pi = 16n * arcTangent(5n, one) - 4n * arcTangent(239n, one);
  const fraction = BigInt.asUintN(32 * count, pi >> guard);
  const digits = fraction.toString(16).padStart(8 * count, '0');
  return Int32Array.from({ length: count }, (_, at) =>
    Number.parseInt(digits.slice(8 * at, 8 * at + 8), 16),
  );
}

/** Bits beyond those asked for, so that what is cut off at each step does not reach them. */
const guard = 64n;

/** atan(1/x), in units of 1/`one`. */
function arcTangent(x: bigint, one: bigint): bigint {
  let power = one / x;
  let sum = power;
  for (let divisor = 3n, sign = -1n; power > 0n; divisor += 2n, sign = -sign) {
    power /= x * x;
    sum += (sign * power) / divisor;
  }
  return sum;
}
