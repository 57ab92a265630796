/**
 * Remembers digests for so many milliseconds, in two generations: whatever comes, no more is kept than what came in
 * twice that time. Answers whether one was seen before.
 */
export function recentPackets(span: number): (digest: string, now: number) => boolean {
  let young = new Set<string>();
  let old = new Set<string>();
  let since = Number.NEGATIVE_INFINITY;
  return (digest, now) => {
    // A clock that was set back begins a generation too: otherwise none would for a long time.
    if (now >= since + span || now < since) {
      old = young;
      young = new Set();
      since = now;
    }
    if (young.has(digest) || old.has(digest)) return true;
    young.add(digest);
    return false;
  };
}
