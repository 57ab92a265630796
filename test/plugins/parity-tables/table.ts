import type { Alike, Unlike } from '../parity.ts';

/** A machine and the command lines that are tried on it. */
export interface ParityTable {
  readonly check: string;
  /** What makes this machine special. */
  readonly machine: string;
  /** Contents for files such as /proc/meminfo, which are there on every machine. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** What else makes the machine, for a shell. */
  readonly commands?: readonly string[];
  readonly rows: readonly (Alike | Unlike)[];
}

/** Rows that both answer alike: one for each line of `text`, comments left out. */
export function alike(text: string): readonly Alike[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ line: line === '(nothing)' ? '' : line }));
}

/** Rows that they answer differently for one reason, as a line each with what ours then says. */
export function unlike(
  differs: string,
  rows: readonly (readonly [line: string, reference: RegExp, ours: RegExp])[],
): readonly Unlike[] {
  return rows.map(([line, reference, ours]) => ({ line, reference, ours, differs }));
}
