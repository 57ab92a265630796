import { readProc } from './proc.ts';

/** The share of time, in percent, in which some tasks waited for a processor, over 10, 60 and 300 seconds. */
export type Pressure = readonly [number, number, number];

/** Reads how much the machine's tasks wait for its processors (PSI, Linux 4.20 or newer). */
export function readCpuPressure(root: string): Pressure {
  return parsePressure(readProc(root, 'pressure', 'cpu'));
}

/** Parses `some avg10=1.53 avg60=1.20 avg300=0.80 total=12345`. */
export function parsePressure(text: string): Pressure {
  const pattern = /^some avg10=([\d.]+) avg60=([\d.]+) avg300=([\d.]+) /m;
  const [, ten, sixty, threeHundred] = pattern.exec(text) ?? [];
  if (threeHundred === undefined) {
    throw new Error(`/proc/pressure/cpu is not a pressure: "${text.trim()}"`);
  }
  return [Number(ten), Number(sixty), Number(threeHundred)];
}
