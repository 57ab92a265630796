import { readProc } from './proc.ts';

/** The mean number of processes that ran or waited over the last 1, 5 and 15 minutes. */
export type LoadAverages = readonly [number, number, number];

/** Reads the load averages of the machine. */
export function readLoad(root: string): LoadAverages {
  return parseLoad(readProc(root, 'loadavg'));
}

/** Parses `/proc/loadavg`: `0.52 0.41 0.33 1/234 5678`. */
export function parseLoad(text: string): LoadAverages {
  const [one, five, fifteen] = text.split(' ').map(Number);
  const averages = [one, five, fifteen];
  if (averages.every((average) => average !== undefined && average >= 0)) {
    return averages as unknown as LoadAverages;
  }
  throw new Error(`/proc/loadavg is not a load average: "${text.trim()}"`);
}
