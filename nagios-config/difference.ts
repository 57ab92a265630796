import { createTwoFilesPatch } from 'diff';
import type { Change } from './changes.ts';

/** A change as `diff -u` shows it. */
export function difference(change: Exclude<Change, { readonly kind: 'keep' }>): string {
  const before = 'before' in change ? change.before : '';
  const after = 'after' in change ? change.after : '';
  const from = change.kind === 'add' ? '/dev/null' : `a/${change.path}`;
  const to = change.kind === 'remove' ? '/dev/null' : `b/${change.path}`;
  return createTwoFilesPatch(from, to, before, after, '', '', {
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
}
