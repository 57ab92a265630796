import { resolve } from 'node:path';
import type { TUnsafe } from 'typebox';
import { CustomText } from './custom.ts';

/** The path of a file or folder; the value is absolute, a relative one starts at the file it stands in. */
export function FilePath(
  schema: { readonly description?: string; readonly default?: string } = {},
): TUnsafe<string> {
  return CustomText({ minLength: 1, ...schema }, 'a path', (text, { folder }) =>
    text === '' || text.includes('\0') ? undefined : resolve(folder, text),
  );
}
