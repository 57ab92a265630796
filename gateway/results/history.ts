import type { Place } from '../incident/carried.ts';
import type { AlertState } from '../signal.ts';

/** What one result said, kept for charts and trends; `perfdata` is as the check wrote it. */
export interface ResultSample extends Place {
  /** The source's time, epoch milliseconds. */
  readonly at: number;
  readonly state: AlertState;
  readonly perfdata: string;
}

/** What results said in a stretch of time: one sample, an hour, or a day (UTC). */
export interface ResultPoint {
  /** Epoch milliseconds; the source's time of a single sample. */
  readonly start: number;
  /** Milliseconds; 0 for a single sample. */
  readonly span: number;
  /** How many samples were in each state; a state that did not occur is missing. */
  readonly states: Readonly<Partial<Record<AlertState, number>>>;
  readonly figures: readonly FigureRange[];
}

/** One figure of the performance data over a stretch of time; the three are the same in a single sample. */
export interface FigureRange {
  readonly label: string;
  /** As it was written: `s`, `%`, `MB`, `c` …; empty for none. */
  readonly unit: string;
  readonly min: number;
  readonly average: number;
  readonly max: number;
  /** How many samples had it. */
  readonly count: number;
  /** The most that it can be, as far as the check says it: the size of a disk; of several the largest. */
  readonly limit?: number;
}

/** How long samples, hours and days are kept, in milliseconds. */
export interface HistoryPeriods {
  readonly samples: number;
  readonly hours: number;
  readonly days: number;
}

/** A stretch of time `[from, to)` in which of every so many milliseconds only the last point is looked at. */
export interface Outline {
  readonly from: number;
  readonly to: number;
  readonly every: number;
}

/** What results said over time: every change of state and a sample every few minutes, the older the coarser. */
export interface ResultHistory {
  /** Adds samples; one of the same place and instant that is there already stays as it is. */
  readonly append: (samples: readonly ResultSample[]) => Promise<void>;
  /** What is known of a place in `[from, to)`, epoch milliseconds, the oldest first; stretches do not overlap. */
  readonly series: (place: Place, from: number, to: number) => Promise<readonly ResultPoint[]>;
  /** The last single sample of a place before an instant, epoch milliseconds, as far as it is still kept. */
  readonly latest: (place: Place, before: number) => Promise<ResultSample | undefined>;
  /** The same for many places, keyed by `placeKey`; one of which nothing is kept is missing. */
  readonly latestOf: (
    places: readonly Place[],
    before: number,
  ) => Promise<ReadonlyMap<string, ResultSample>>;
  /** What is known of many places, roughly, the oldest first, keyed by `placeKey`. */
  readonly outlines: (
    places: readonly Place[],
    outline: Outline,
  ) => Promise<ReadonlyMap<string, readonly ResultPoint[]>>;
  /** Every place of which something is known, in no order. */
  readonly places: () => Promise<readonly Place[]>;
  /** Makes hours of samples, and days of hours, that are older than `periods` allow at `now`, and forgets days that are. */
  readonly thin: (now: number, periods: HistoryPeriods) => Promise<void>;
}
