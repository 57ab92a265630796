import { setTimeout as sleep } from 'node:timers/promises';
import type { SampleContext } from '../check/context.ts';
import { kept } from '../check/memory.ts';
import { readSwapTraffic, type SwapTraffic } from '../host/swap-traffic.ts';

/** Pages swapped in and out per second. */
export interface TrafficRate {
  readonly pagesIn: number;
  readonly pagesOut: number;
}

/**
 * Measures over `interval` seconds; without an interval since the last measurement that this process remembers,
 * or else over one second.
 */
export async function measureTraffic(
  interval: number | undefined,
  { root, now, memory, signal }: SampleContext,
): Promise<TrafficRate> {
  const before = interval === undefined ? last.recall(memory) : undefined;
  const first = readSwapTraffic(root, now());
  last.keep(memory, first);
  if (before !== undefined && isLater(first, before)) return rate(before, first);
  await sleep((interval ?? 1) * 1000, undefined, { signal });
  const second = readSwapTraffic(root, now());
  last.keep(memory, second);
  return rate(first, second);
}

const last = kept<SwapTraffic>('check_swap: traffic');

// Counters that went back are those of a machine that started anew.
function isLater(after: SwapTraffic, before: SwapTraffic): boolean {
  const grew = after.pagesIn >= before.pagesIn && after.pagesOut >= before.pagesOut;
  return grew && after.at > before.at;
}

function rate(before: SwapTraffic, after: SwapTraffic): TrafficRate {
  const seconds = Math.max((after.at - before.at) / 1000, 0.001);
  return {
    pagesIn: (after.pagesIn - before.pagesIn) / seconds,
    pagesOut: (after.pagesOut - before.pagesOut) / seconds,
  };
}
