import { resolve } from 'node:path';
import type { TUnsafe } from 'typebox';
import { CustomText } from '../../plugins/settings/custom.ts';

/** Where a store is: a file. */
export interface StoreAddress {
  readonly kind: 'sqlite';
  /** Absolute. */
  readonly path: string;
}

/** A store's address in a configuration file; a relative path starts at the file it stands in. */
export function StoreAddressText(
  schema: { readonly default?: string } = {},
): TUnsafe<StoreAddress> {
  const expected = 'an address such as sqlite:./watchclock.db';
  return CustomText(schema, expected, (text, { folder }) => {
    const [, path] = /^sqlite:(.+)$/.exec(text) ?? [];
    return path === undefined ? undefined : { kind: 'sqlite', path: resolve(folder, path) };
  });
}
