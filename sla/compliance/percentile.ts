/**
 * A percentile by nearest rank: the smallest of the values such that at least `percent` of them are not above it. It is
 * always one of the values; null for none. `sorted` is in ascending order.
 */
export function percentile(sorted: ArrayLike<number>, percent: number): number | null {
  if (sorted.length === 0) return null;
  const rank = Math.max(1, Math.ceil((percent * sorted.length) / 100));
  return sorted[rank - 1] ?? null;
}
