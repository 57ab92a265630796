import { type Field, wrong } from './field.ts';

const milliseconds: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A length of service time above zero, such as `4h`, `30m` or `1h30m`, in milliseconds. */
export function durationOf(field: Field): number {
  const text = typeof field.value === 'string' ? field.value : '';
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smh])/g)];
  const whole = parts.map(([part]) => part).join('') === text;
  const duration = parts.reduce(
    (sum, [, n, unit = '']) => sum + Number(n) * (milliseconds[unit] ?? 0),
    0,
  );
  if (whole && duration > 0 && Number.isSafeInteger(duration)) return duration;
  wrong(field, 'not a duration above zero such as 4h or 1h30m');
  return 1;
}
