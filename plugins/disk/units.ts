import { UsageError } from '../check/usage-error.ts';

/** How sizes are shown, and how limits without `%` are counted. */
export interface Unit {
  readonly label: string;
  /** Bytes. */
  readonly size: number;
}

/** Reads the argument of `--units`. Powers of 1024 whatever the spelling, as in the reference. */
export function unitText(text: string): Unit {
  const name = text.toLowerCase() === 'bytes' ? 'bytes' : text;
  const power = [...powers].find(([, names]) => names.includes(name))?.[0];
  if (power === undefined) throw new UsageError(`unit type ${text} not known`);
  return unitOf(power);
}

/** The unit of 1024 to that power: 1 for kiB, 2 for MiB. */
export function unitOf(power: number): Unit {
  return { label: labels[power] ?? 'B', size: 1024 ** power };
}

const labels = ['B', 'kiB', 'MiB', 'GiB', 'TiB', 'PiB'];

const powers: ReadonlyMap<number, readonly string[]> = new Map([
  [0, ['bytes']],
  [1, ['kB', 'KiB']],
  [2, ['MB', 'MiB']],
  [3, ['GB', 'GiB']],
  [4, ['TB', 'TiB']],
  [5, ['PB', 'PiB']],
]);
