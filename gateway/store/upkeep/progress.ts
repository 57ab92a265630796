/** Told how much of something is done so far. */
export type Progress = (what: string, done: number) => void;

/** How long nothing need be said, in milliseconds. */
const silence = 2_000;

/** Writes a line about what is done whenever nothing was written for two seconds of `now`, in milliseconds. */
export function progressTo(write: (line: string) => void, now: () => number): Progress {
  let last = now();
  return (what, done) => {
    if (now() < last + silence) return;
    last = now();
    write(`${what}: ${done} rows so far`);
  };
}
