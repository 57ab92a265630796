import { createTwoFilesPatch } from 'diff';
import type { Change } from './changes.ts';

/** A change as `diff -u` shows it. */
export function difference(change: Change): string {
  const before = change.kind === 'add' ? '' : change.before;
  const after = change.kind === 'remove' ? '' : change.after;
  const from = change.kind === 'add' ? '/dev/null' : `a/${change.path}`;
  const to = change.kind === 'remove' ? '/dev/null' : `b/${change.path}`;
  return createTwoFilesPatch(from, to, before, after, '', '', {
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
}
