/** The percentages of change between which Nagios's flap detection has its slack. */
export interface FlapThresholds {
  /** Flapping is over below this. */
  readonly low: number;
  /** Flapping begins above this. */
  readonly high: number;
}

/** How many states Nagios looks back at. */
const remembered = 21;

/** The states seen so far, one digit each, the newest last, with one more; no longer than Nagios looks back. */
export function remember(history: string, digit: number): string {
  return `${history}${digit}`.slice(-remembered);
}

/**
 * How much the states changed, in percent, newer changes weighing more (Nagios Core, `base/flapping.c`: from 0.75 for
 * the oldest to 1.25 for the newest). What was never seen counts as no change.
 */
export function changeIn(history: string): number {
  const states = history.padStart(remembered, history[0]);
  let sum = 0;
  for (let at = 1; at < remembered; at++) {
    if (states[at] !== states[at - 1]) sum += 0.75 + (0.5 * (at - 1)) / (remembered - 2);
  }
  return (sum * 100) / (remembered - 1);
}

/** Whether something flaps now, given whether it did before. */
export function flaps(history: string, { low, high }: FlapThresholds, before: boolean): boolean {
  const change = changeIn(history);
  return before ? change >= low : change > high;
}
