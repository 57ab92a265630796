import type { SampleContext } from '../check/context.ts';
import { type Point, withPoint } from '../check/forecast.ts';
import { kept } from '../check/memory.ts';
import type { FilesystemUsage } from '../host/ask-usage.ts';
import type { Mount } from '../host/mounts.ts';

/** Adds how many bytes of a file system are used now to what is remembered of it, and returns all of that. */
export function remember(
  { device, path }: Mount,
  { blocks, free, blockSize }: FilesystemUsage,
  { memory, now }: Pick<SampleContext, 'memory' | 'now'>,
): readonly Point[] {
  const histories = all.recall(memory) ?? new Map();
  all.keep(memory, histories);
  forgetGone(histories, now() - patience);
  const name = `${device} on ${path}`;
  const point = { at: now(), value: (blocks - free) * blockSize };
  const points = withPoint(histories.get(name) ?? [], point, mostPoints);
  histories.set(name, points);
  return points;
}

const all = kept<Map<string, readonly Point[]>>('check_disk: histories');

/** Enough for a trend over weeks: older points are thinned out. */
const mostPoints = 200;

/** A file system that was not looked at for a week (milliseconds) is gone. */
const patience = 7 * 86_400_000;

function forgetGone(histories: Map<string, readonly Point[]>, since: number): void {
  for (const [name, points] of histories) {
    if ((points.at(-1)?.at ?? 0) < since) histories.delete(name);
  }
}
