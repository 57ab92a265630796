/** Counts for each key in spans of so many milliseconds; answers whether one more is within the limit. */
export function rateLimit(limit: number, span: number): (key: string, now: number) => boolean {
  let counts = new Map<string, number>();
  let since = Number.NEGATIVE_INFINITY;
  return (key, now) => {
    if (now >= since + span || now < since) {
      counts = new Map();
      since = now;
    }
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= limit;
  };
}
