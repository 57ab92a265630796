import type { Verdict } from '../clock.ts';
import { attainmentOf } from './attainment.ts';
import type { MeasuredClock } from './case.ts';
import type { ClockFigures } from './data.ts';
import { percentile } from './percentile.ts';

/** What has been counted of clocks of one kind. */
export interface Tally {
  readonly counts: Record<Verdict, number>;
  readonly near: { from75: number; from90: number };
  /** Milliseconds of service time that the stopped ones, met or missed, had used. */
  readonly used: number[];
}

/** A tally of nothing yet. */
export function newTally(): Tally {
  return {
    counts: { met: 0, missed: 0, excluded: 0, 'not-needed': 0, running: 0 },
    near: { from75: 0, from90: 0 },
    used: [],
  };
}

/** Counts one more clock. */
export function count({ counts, near, used }: Tally, clock: MeasuredClock): void {
  const { verdict, elapsed, target, stoppedAt } = clock;
  counts[verdict] += 1;
  // Whole numbers on both sides: a near miss is not a matter of rounding.
  if (verdict === 'met' && elapsed * 4 >= target * 3) near.from75 += 1;
  if (verdict === 'met' && elapsed * 10 >= target * 9) near.from90 += 1;
  if (stoppedAt !== null && (verdict === 'met' || verdict === 'missed')) used.push(elapsed);
}

/** The figures of several tallies together. */
export function figuresOf(tallies: readonly Tally[]): ClockFigures {
  const sum = (figure: (tally: Tally) => number) =>
    tallies.reduce((total, tally) => total + figure(tally), 0);
  const [met, missed] = [sum(({ counts }) => counts.met), sum(({ counts }) => counts.missed)];
  const [excluded, running] = [
    sum(({ counts }) => counts.excluded),
    sum(({ counts }) => counts.running),
  ];
  const notNeeded = sum(({ counts }) => counts['not-needed']);
  const sorted = sortedValues(tallies.map(({ used }) => used));
  const seconds = (percent: number) => secondsOf(percentile(sorted, percent));
  return {
    ...{ raised: met + missed + excluded + notNeeded + running },
    ...{ met, missed, excluded, running, notNeeded },
    attainment: attainmentOf({ met, missed }),
    nearMisses: { from75: sum(({ near }) => near.from75), from90: sum(({ near }) => near.from90) },
    used: { median: seconds(50), p90: seconds(90), p95: seconds(95) },
  };
}

/** In a typed array, because there may be millions. */
function sortedValues(lists: readonly (readonly number[])[]): Float64Array {
  const values = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const list of lists) {
    values.set(list, filled);
    filled += list.length;
  }
  return values.sort();
}

function secondsOf(milliseconds: number | null): number | null {
  return milliseconds === null ? null : milliseconds / 1000;
}
