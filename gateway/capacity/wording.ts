import type { FigureCapacity } from './capacity.ts';
import type { Forecast } from './forecast.ts';
import type { Level, Measure } from './measure.ts';

/** The level that matters most: where nothing is left, or where it is critical where there is no such end. */
function decisiveLevel({ levels }: Measure): Level | undefined {
  return (['full', 'critical', 'warning'] as const).find((level) => levels[level] !== undefined);
}

/** What a figure is called: its resource, and its label where that says more. */
export function measureName({ resource, label }: Measure): string {
  return label === resource ? resource : `${resource} ${label}`;
}

/** When the decisive level is reached, as epoch milliseconds; now where it is, infinity where that is not in sight. */
export function dueAt({ measure, outlook }: FigureCapacity, now: number): number {
  const level = decisiveLevel(measure);
  const forecast = level && outlook.levels[level];
  if (forecast?.kind === 'reached') return now;
  return forecast?.kind === 'expected' ? forecast.at : Infinity;
}

/** What the outlook says, in a sentence such as `fills up about 2027-02-14, between 2027-01-20 and 2027-03-31`. */
export function outlookText({ measure, outlook }: FigureCapacity, zone: string): string {
  const level = decisiveLevel(measure);
  const forecast = level && outlook.levels[level];
  if (level === undefined || forecast === undefined) return 'has no limit that it could come to';
  return forecastText(forecast, verbOf(measure, level), zone);
}

/** What a forecast of a level says; `verb` is what happens then, such as `fills up`. */
export function forecastText(
  forecast: Forecast,
  { happens, happened }: Verb,
  zone: string,
): string {
  switch (forecast.kind) {
    case 'reached':
      return happened;
    case 'expected': {
      const { at, earliest, latest } = forecast;
      const last = latest === null ? 'some time after five years' : dayText(latest, zone);
      const [day, first] = [dayText(at, zone), dayText(earliest, zone)];
      return first === last
        ? `${happens} about ${day}`
        : `${happens} about ${day}, between ${first} and ${last}`;
    }
    case 'not in sight':
      return `no end in sight: ${forecast.because}`;
    case 'unknown':
      return `cannot be told yet: ${forecast.because}`;
  }
}

/** What happens to a figure at a level, and what is the case when it has. */
export interface Verb {
  readonly happens: string;
  readonly happened: string;
}

/** What happens to a measure at one of its levels. */
function verbOf({ resource }: Measure, level: Level): Verb {
  if (level !== 'full') return { happens: `is ${level}`, happened: `is ${level} now` };
  if (resource === 'swap') return { happens: 'is used up', happened: 'is used up' };
  return { happens: 'fills up', happened: 'is full' };
}

/** The local date of an instant, `2027-02-14`. */
function dayText(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}
