/**
 * The bytes that a text such as `500`, `10M`, `1.5GiB` means: units are powers of 1024, `B` and `iB` may follow
 * them. Undefined when it is not a size or negative.
 */
export function parseSize(text: string): number | undefined {
  const [, number, unit = ''] = /^\+?(\d+(?:\.\d+)?)([kKMGTP]?)(?:i?B)?$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  const bytes = Math.floor(Number(number) * 1024 ** ' KMGTP'.indexOf(unit.toUpperCase() || ' '));
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** The number in a text such as `10%` or `10.5%`; undefined when it is not a percentage or negative. */
export function parsePercent(text: string): number | undefined {
  const number = /^\+?(\d+(?:\.\d*)?|\.\d+)%$/.exec(text)?.[1];
  return number === undefined ? undefined : Number(number);
}
