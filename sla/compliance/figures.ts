import { attainmentOf } from './attainment.ts';
import type { MeasuredClock } from './case.ts';
import type { ClockFigures } from './data.ts';
import { percentile } from './percentile.ts';

/** Counts clocks of one kind. */
export interface FigureCounter {
  readonly add: (clock: MeasuredClock) => void;
  readonly figures: () => ClockFigures;
}

/** A counter that has counted nothing yet. */
export function countFigures(): FigureCounter {
  const counts = { met: 0, missed: 0, excluded: 0, 'not-needed': 0, running: 0 };
  const near = { from75: 0, from90: 0 };
  const used: number[] = [];
  return {
    add: ({ verdict, elapsed, target, stoppedAt }) => {
      counts[verdict] += 1;
      // Whole numbers on both sides: a near miss is not a matter of rounding.
      if (verdict === 'met' && elapsed * 4 >= target * 3) near.from75 += 1;
      if (verdict === 'met' && elapsed * 10 >= target * 9) near.from90 += 1;
      if (stoppedAt !== null && (verdict === 'met' || verdict === 'missed')) used.push(elapsed);
    },
    figures: () => {
      const sorted = Float64Array.from(used).sort();
      const seconds = (percent: number) => secondsOf(percentile(sorted, percent));
      const { 'not-needed': notNeeded, ...others } = counts;
      const raised = Object.values(counts).reduce((sum, count) => sum + count, 0);
      return {
        ...{ raised, ...others, notNeeded },
        attainment: attainmentOf(counts),
        nearMisses: { ...near },
        used: { median: seconds(50), p90: seconds(90), p95: seconds(95) },
      };
    },
  };
}

function secondsOf(milliseconds: number | null): number | null {
  return milliseconds === null ? null : milliseconds / 1000;
}
