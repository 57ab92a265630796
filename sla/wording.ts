import type { Reason } from './explain.ts';

/** Why a stretch of time does not count, as a phrase; `time` words the instants in it. */
export function reasonText(reason: Reason, time: (instant: number) => string): string {
  switch (reason.kind) {
    case 'holiday':
      return `holiday ${reason.name}`;
    case 'paused':
      return reason.by === 'information-requested'
        ? `paused by request ${reason.id}`
        : `paused by ${reason.by} ${reason.id}`.trimEnd();
    case 'maintenance':
      return `maintenance window announced at ${time(reason.announcedAt)}`;
    case 'outside hours':
    case 'weekend':
      return reason.kind;
  }
}

/** An epoch millisecond in the local time of a zone: `Mon 2026-10-19 12:30:00 +02:00`, with the milliseconds where there are any. */
export function localText(millisecond: number, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(millisecond).toZonedDateTimeISO(zone);
  const [date, time] = at
    .toPlainDateTime()
    .toString({ smallestUnit: fraction(millisecond) })
    .split('T');
  return `${days[at.dayOfWeek % 7]} ${date} ${time} ${at.offset}`;
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function fraction(millisecond: number): 'second' | 'millisecond' {
  return millisecond % 1000 === 0 ? 'second' : 'millisecond';
}

/** A span of milliseconds: `3:30:00`, hours without bound, with the fraction of a second where there is one. */
export function durationText(millisecond: number): string {
  const seconds = millisecond / 1000;
  const minutes = Math.floor(seconds / 60);
  const rest = seconds - minutes * 60;
  const tail = Number.isInteger(rest) ? String(rest) : rest.toFixed(9).replace(/0+$/, '');
  const padded = rest < 10 ? `0${tail}` : tail;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${padded}`;
}
