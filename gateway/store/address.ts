import { resolve } from 'node:path';
import type { TUnsafe } from 'typebox';
import { CustomText } from '../../plugins/settings/custom.ts';
import { type Secret, secret } from '../../plugins/settings/secret.ts';

/** Where a store is: a file, or a database of PostgreSQL, whose address may hold a password. */
export type StoreAddress =
  | {
      readonly kind: 'sqlite';
      /** Absolute. */
      readonly path: string;
    }
  | { readonly kind: 'postgresql'; readonly url: Secret };

/** A store's address in a configuration file; a relative path starts at the file it stands in. */
export function StoreAddressText(
  schema: { readonly default?: string } = {},
): TUnsafe<StoreAddress> {
  const expected = 'an address such as sqlite:./watchclock.db or postgresql://user@host/db';
  return CustomText(schema, expected, (text, { folder }) => parseStoreAddress(text, folder));
}

/** The address that a text names, or undefined; a relative path starts at `folder`. */
export function parseStoreAddress(text: string, folder: string): StoreAddress | undefined {
  if (/^postgres(ql)?:\/\/./.test(text)) return { kind: 'postgresql', url: secret(text) };
  const [, path] = /^sqlite:(.+)$/.exec(text) ?? [];
  return path === undefined ? undefined : { kind: 'sqlite', path: resolve(folder, path) };
}
