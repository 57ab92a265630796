import { fixed } from '../check/fixed.ts';
import { timeUntil } from '../check/forecast.ts';
import type { Row } from './row.ts';

/** Which rows will be full within that many days, in words. */
export function forecasts(rows: readonly Row[], withinDays: number): readonly string[] {
  return rows.flatMap((row) => {
    const days = daysUntilFull(row);
    if (days === undefined || days > withinDays) return [];
    return [`${row.name} will be full in ${fixed(days, 1)} days`];
  });
}

/** The soonest of a group: its paths cannot lend each other space. */
function daysUntilFull({ members }: Row): number | undefined {
  const times = members.flatMap(({ history, answer: { usage } }) => {
    const full = (usage.blocks - usage.free + usage.available) * usage.blockSize;
    return timeUntil(history, full) ?? [];
  });
  return times.length === 0 ? undefined : Math.min(...times) / 86_400_000;
}
