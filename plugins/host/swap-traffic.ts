import { readProc } from './proc.ts';

/** Pages swapped in and out since the machine started, at an instant (epoch milliseconds). */
export interface SwapTraffic {
  readonly at: number;
  readonly pagesIn: number;
  readonly pagesOut: number;
}

/** Reads the counters of swapped pages. */
export function readSwapTraffic(root: string, at: number): SwapTraffic {
  return { at, ...parseSwapTraffic(readProc(root, 'vmstat')) };
}

/** Parses the lines `pswpin N` and `pswpout N` of `/proc/vmstat`. */
export function parseSwapTraffic(text: string): Omit<SwapTraffic, 'at'> {
  const counter = (name: string) => {
    const count = new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1];
    if (count === undefined) throw new Error(`/proc/vmstat has no ${name}`);
    return Number(count);
  };
  return { pagesIn: counter('pswpin'), pagesOut: counter('pswpout') };
}
