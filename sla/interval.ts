/** A stretch of time `[start, end)`: its start belongs to it, its end does not. Both count in one unit from one origin. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** The same time as disjoint intervals in order: what overlaps or touches becomes one, what is empty vanishes. */
export function union(intervals: readonly Interval[]): Interval[] {
  const ordered = intervals.filter(({ start, end }) => start < end);
  if (ordered.length > 1) ordered.sort((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  for (const interval of ordered) {
    const last = merged.at(-1);
    if (last === undefined || interval.start > last.end) merged.push(interval);
    else if (interval.end > last.end) {
      merged[merged.length - 1] = { start: last.start, end: interval.end };
    }
  }
  return merged;
}

/** What `intervals` covers and `cuts` does not; both disjoint and in order, as `union` gives them, and so is the result. */
export function subtract(intervals: readonly Interval[], cuts: readonly Interval[]): Interval[] {
  return intervals.flatMap((interval) => {
    const kept: Interval[] = [];
    let { start } = interval;
    for (const cut of cuts) {
      if (cut.end <= start || cut.start >= interval.end) continue;
      if (cut.start > start) kept.push({ start, end: cut.start });
      start = cut.end;
    }
    if (start < interval.end) kept.push({ start, end: interval.end });
    return kept;
  });
}

/** What of `intervals` lies inside `bounds`. */
export function clip(intervals: readonly Interval[], bounds: Interval): Interval[] {
  return intervals
    .map(({ start, end }) => ({
      start: Math.max(start, bounds.start),
      end: Math.min(end, bounds.end),
    }))
    .filter(({ start, end }) => start < end);
}

/** Whether `instant` lies inside the interval. */
export function covers({ start, end }: Interval, instant: number): boolean {
  return start <= instant && instant < end;
}
