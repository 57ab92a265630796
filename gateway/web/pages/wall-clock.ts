/** A wall-clock time of a form (`2026-10-16T10:00`) in a zone as epoch milliseconds; undefined for what is none. */
export function wallClock(text: string | undefined, zone: string): number | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return undefined;
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return undefined;
  }
}
