/** What Nagios knows of a check's outcome; `exitCodes` gives the number of each. */
export type Status = 'OK' | 'WARNING' | 'CRITICAL' | 'UNKNOWN';

/** Nagios's exit code for each status. */
export const exitCodes = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 } as const satisfies Record<
  Status,
  number
>;

/** The status that `text` names: a word in either case or its number, 0 to 3; undefined for anything else. */
export function parseStatus(text: string): Status | undefined {
  const word = text.toUpperCase();
  return statuses.find((status) => status === word || String(exitCodes[status]) === text);
}

/** The gravest of `given`: OK, then UNKNOWN, WARNING, CRITICAL; OK when none is given. */
export function worst(given: readonly Status[]): Status {
  return gravity.findLast((status) => given.includes(status)) ?? 'OK';
}

const statuses = Object.keys(exitCodes) as readonly Status[];
const gravity: readonly Status[] = ['OK', 'UNKNOWN', 'WARNING', 'CRITICAL'];
