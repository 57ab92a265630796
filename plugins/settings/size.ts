import type { TUnsafe } from 'typebox';
import { CustomText } from './custom.ts';

const bytes: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1000,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
  TB: 1000 ** 4,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
};

/** An amount of data such as `64KiB` or `1.5GB` (powers of 1024 with the `i`, of 1000 without); the value is in bytes. */
export function Size(
  schema: { readonly description?: string; readonly default?: string } = {},
): TUnsafe<number> {
  const pattern = '^[0-9]+(\\.[0-9]+)?(B|kB|[MGT]B|[KMGT]iB)$';
  return CustomText(
    { pattern, ...schema },
    'a size with its unit, such as 64KiB or 2GB',
    parseSize,
  );
}

/** The bytes of a text such as `64KiB`, or undefined when it is not a size. */
export function parseSize(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([kKMGT]?i?B)$/.exec(text) ?? [];
  const factor = bytes[unit];
  return factor === undefined ? undefined : Math.round(Number(amount) * factor);
}
