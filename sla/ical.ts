import { holidaysOn, localDays, openIntervals, type ServiceCalendar } from './calendar.ts';
import { dateOfDay } from './holidays.ts';
import type { Interval } from './interval.ts';
import { counts, type MaintenanceWindow } from './maintenance.ts';
import { localTime } from './zone.ts';

/** What a calendar file shows: the open hours and holidays of a calendar in `bounds`, and windows. Instants are epoch milliseconds. */
export interface CalendarFile {
  readonly calendar: ServiceCalendar;
  readonly bounds: Interval;
  readonly maintenance: readonly MaintenanceWindow[];
  /** When the file was made (`DTSTAMP`). */
  readonly madeAt: number;
}

/**
 * The file as iCalendar text (RFC 5545). Open hours and windows are events in UTC, so that no reader needs to know the zone's rules;
 * holidays are whole days. An event keeps its `UID` from one file to the next.
 */
export function icalendar({ calendar, bounds, maintenance, madeAt }: CalendarFile): string {
  const events = [
    ...openIntervals(calendar, bounds).map((interval) => openHours(interval)),
    ...holidayEvents(calendar, bounds),
    ...maintenance.map(windowEvent),
  ];
  return calendarText(calendar.name, events, madeAt);
}

/** Stretches of time that somebody has a part in, as iCalendar text (RFC 5545) under a name. */
export function stretchCalendar(
  name: string,
  stretches: readonly (Interval & { readonly summary: string; readonly description?: string })[],
  madeAt: number,
): string {
  const events = stretches.map(({ start, end, ...words }) => ({
    ...{ kind: 'duty', start: utc(start), end: utc(end), busy: true, ...words },
  }));
  return calendarText(name, events, madeAt);
}

function calendarText(name: string, events: readonly Event[], madeAt: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//watchclock//service calendar//EN',
    `X-WR-CALNAME:${text(name)}`,
    ...events.flatMap((event) => eventLines(event, name, madeAt)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

interface Event {
  readonly kind: string;
  /** As the value of `DTSTART` or `DTEND`, with the parameter that says so where it is a date. */
  readonly start: string;
  readonly end: string;
  readonly summary: string;
  readonly description?: string;
  /** Whether the time is shown as busy. */
  readonly busy: boolean;
}

function openHours({ start, end }: Interval): Event {
  return { kind: 'open', start: utc(start), end: utc(end), summary: 'Service hours', busy: false };
}

function holidayEvents(calendar: ServiceCalendar, bounds: Interval): Event[] {
  const local = localTime(calendar.zone, bounds.start, bounds.end);
  const inside = (day: number) =>
    local.instantOf(day * dayLength, 'first') >= bounds.start &&
    local.instantOf(day * dayLength, 'first') < bounds.end;
  return [...holidaysOn(calendar, localDays(local, bounds))]
    .filter(([day]) => inside(day))
    .sort(([one], [other]) => one - other)
    .map(([day, { name, hours = [] }]) => ({
      kind: 'holiday',
      start: date(day),
      end: date(day + 1),
      summary: name,
      ...(hours.length > 0 && { description: `Service hours ${hours.join(', ')}` }),
      busy: false,
    }));
}

function windowEvent(window: MaintenanceWindow): Event {
  const announced = `Announced at ${new Date(window.announcedAt).toISOString()}`;
  return {
    kind: 'maintenance',
    start: utc(window.start),
    end: utc(window.end),
    summary: 'Maintenance',
    description: counts(window) ? announced : `${announced}, too late to count`,
    busy: true,
  };
}

function eventLines(event: Event, calendar: string, madeAt: number): string[] {
  const place = calendar.replace(/\W+/g, '-');
  const described =
    event.description === undefined ? [] : [`DESCRIPTION:${text(event.description)}`];
  return [
    'BEGIN:VEVENT',
    `UID:${event.kind}-${event.start.replace(/.*:/, '')}-${event.end.replace(/.*:/, '')}@${place}.watchclock`,
    `DTSTAMP${utc(madeAt)}`,
    `DTSTART${event.start}`,
    `DTEND${event.end}`,
    `SUMMARY:${text(event.summary)}`,
    ...described,
    `TRANSP:${event.busy ? 'OPAQUE' : 'TRANSPARENT'}`,
    'END:VEVENT',
  ];
}

const dayLength = 86_400_000;

function utc(instant: number): string {
  return `:${new Date(instant).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '')}`;
}

function date(day: number): string {
  return `;VALUE=DATE:${dateOfDay(day).replaceAll('-', '')}`;
}

function text(value: string): string {
  return value.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}

/** A line is at most 75 octets long; what is more goes on behind a space, never inside a letter. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let part = '';
  for (const letter of line) {
    if (encoder.encode(part + letter).length > 75) {
      parts.push(part);
      part = ' ';
    }
    part += letter;
  }
  return [...parts, part].join('\r\n');
}
