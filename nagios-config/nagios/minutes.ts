/** Milliseconds as Nagios wants its intervals: minutes (interval_length 60), with a fraction where there is one. */
export function minutes(milliseconds: number): string {
  return String(Number((milliseconds / 60_000).toFixed(6)));
}
