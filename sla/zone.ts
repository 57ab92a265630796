/** One stretch of time in which a zone keeps one offset; milliseconds, `offset` is local time minus UTC. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

/** Local time of one zone during some years; local times are milliseconds as if the local clock showed UTC. */
export interface LocalTime {
  /**
   * The instant at which the local clock shows `local`. Where it shows it twice, the first or the last one, as asked;
   * where the clocks go forward over it, the instant at which they do.
   */
  readonly instantOf: (local: number, which: 'first' | 'last') => number;
  /** What the local clock shows at an instant. */
  readonly localOf: (instant: number) => number;
}

/** Whether the tz database, or ISO 8601 as an offset, has a zone of that name. */
export function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

const twoDays = 2 * 86_400_000;

/** The local time of a zone of the tz database, for instants from `from` to `to` (and a day around them). */
export function localTime(zone: string, from: number, to: number): LocalTime {
  const stretches = stretchesOf(zone, from - twoDays, to + twoDays);
  return {
    instantOf: (local, which) => {
      const shown = stretches.filter(
        ({ start, end, offset }) => start <= local - offset && local - offset < end,
      );
      const stretch = which === 'first' ? shown[0] : shown.at(-1);
      if (stretch !== undefined) return local - stretch.offset;
      return stretches.find(({ start, offset }) => local - offset < start)?.start ?? Infinity;
    },
    localOf: (instant) => instant + (stretches.find(({ end }) => instant < end)?.offset ?? 0),
  };
}

function stretchesOf(zone: string, from: number, to: number): Stretch[] {
  const stretches: Stretch[] = [];
  let at: Temporal.ZonedDateTime | null =
    Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  while (at !== null && at.epochMilliseconds < to) {
    const next: Temporal.ZonedDateTime | null = at.getTimeZoneTransition('next');
    stretches.push({
      start: stretches.length === 0 ? -Infinity : at.epochMilliseconds,
      end: next !== null && next.epochMilliseconds < to ? next.epochMilliseconds : Infinity,
      offset: at.offsetNanoseconds / 1e6,
    });
    at = next;
  }
  return stretches;
}
