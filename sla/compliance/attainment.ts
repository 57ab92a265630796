/** How many of how many were met. */
export interface Attainment {
  readonly met: number;
  readonly of: number;
  /** `met / of`; null for 0 of 0. */
  readonly fraction: number | null;
  /** Cut off after two decimals, never rounded up: 100 means all. Null for 0 of 0. */
  readonly percent: number | null;
  /** Fewer than `smallNumber`: one more or less would move the percentage by more than 5 points. */
  readonly smallNumbers: boolean;
}

/** Below so many, a percentage says little. */
export const smallNumber = 20;

/** The attainment of `met` among `met + missed`. */
export function attainmentOf({
  met,
  missed,
}: {
  readonly met: number;
  readonly missed: number;
}): Attainment {
  const of = met + missed;
  return {
    met,
    of,
    fraction: of === 0 ? null : met / of,
    percent: of === 0 ? null : Math.floor((met * 10_000) / of) / 100,
    smallNumbers: of < smallNumber,
  };
}
