import { type Html, html } from '../html.ts';

const hour = 3_600_000;
const steps = [
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
  48 * hour,
  168 * hour,
  720 * hour,
  2160 * hour,
];

/** Where an axis of time runs: instants (epoch milliseconds) in a zone, along the bottom of a chart. */
export interface TimeAxis {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly place: (instant: number) => number;
  readonly top: number;
  readonly bottom: number;
}

/** Thin lines at round local times, at most seven of them, with what the time is. */
export function timeAxis({ from, to, zone, place, top, bottom }: TimeAxis): Html {
  const step = steps.find((each) => (to - from) / each <= 7) ?? 2160 * hour;
  const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).startOfDay();
  const marks: Html[] = [];
  for (let at = start.epochMilliseconds; at <= to; at += step) {
    if (at < from) continue;
    const x = place(at);
    marks.push(html`<line class="axis" x1="${x}" x2="${x}" y1="${top}" y2="${bottom}"/>
      <text x="${x}" y="${bottom + 14}" text-anchor="${x > place(to) - 16 ? 'end' : 'middle'}">${label(at, zone, step)}</text>`);
  }
  return html`${marks}`;
}

function label(at: number, zone: string, step: number): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const { hour: hours, minute, day, month } = local;
  const date = `${day} ${months[month - 1]}`;
  if (step >= 24 * hour || (hours === 0 && minute === 0)) return date;
  return `${String(hours).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
