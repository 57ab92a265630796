/** What is said of refused connections. */
export interface RefusalFacts {
  readonly address: string;
  readonly why: string;
  /** How many were refused since the last one that was told, and not told. */
  readonly untold: number;
}

/** Told at most once in this time, in milliseconds: a client that goes on and on does not fill a disk. */
const pause = 1000;

/** Hands on what is told of refused connections, at most once a second (`now` in milliseconds). */
export function refusalLog(now: () => number, tell: (facts: RefusalFacts) => void) {
  let next = Number.NEGATIVE_INFINITY;
  let untold = 0;
  return (address: string, why: string): void => {
    if (now() < next) {
      untold += 1;
      return;
    }
    next = now() + pause;
    tell({ address, why, untold });
    untold = 0;
  };
}
