/** What is told of something that happens often: the last time's facts, and how often it went untold since. */
export type Sparing<T> = T & { readonly untold: number };

/** Hands on what happens, at most once in `pause` milliseconds: what goes on and on does not fill a disk. */
export function sparingly<T extends object>(
  pause: number,
  now: () => number,
  tell: (facts: Sparing<T>) => void,
): (facts: T) => void {
  let next = Number.NEGATIVE_INFINITY;
  let untold = 0;
  return (facts) => {
    if (now() < next) {
      untold += 1;
      return;
    }
    next = now() + pause;
    tell({ ...facts, untold });
    untold = 0;
  };
}
