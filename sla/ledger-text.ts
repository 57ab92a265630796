import type { Ledger, LedgerEntry, Reason } from './explain.ts';
import type { History } from './history.ts';
import { type Timescale, toMillisecond } from './timescale.ts';

/** The ledger as lines that a customer can read, in the local time of the plan's calendar; it ends with the verdict. */
export function ledgerText(ledger: Ledger, { plan, now }: History, scale: Timescale): string {
  const { objective, clock, entries, ahead } = ledger;
  const tell: Telling = {
    time: (instant) => localText(toMillisecond(instant, scale), plan.calendar.zone),
    span: (units) => durationText(units / scale.perMillisecond),
  };
  const head = `${objective.name}: target ${tell.span(clock.target)} of service time (${plan.name}, ${plan.calendar.zone})`;
  const coming =
    ahead.length === 0 ? [] : [`  from now, ${tell.time(now)}, if nothing more happens:`];
  return [
    head,
    ...entries.map((entry) => line(entry, tell)),
    ...coming,
    ...ahead.map((entry) => line(entry, tell)),
    `  ${ending(ledger, tell)}`,
    '',
  ].join('\n');
}

interface Telling {
  readonly time: (instant: number) => string;
  readonly span: (units: number) => string;
}

function line({ start, end, reasons, total }: LedgerEntry, tell: Telling): string {
  const why =
    reasons.length === 0 ? 'counts' : reasons.map((reason) => reasonText(reason, tell)).join('; ');
  const share = reasons.length === 0 ? `+${tell.span(end - start)}` : '';
  return `  ${tell.time(start)} – ${tell.time(end)}  ${share.padStart(10)}  total ${tell.span(total)}  ${why}`;
}

function reasonText(reason: Reason, tell: Telling): string {
  switch (reason.kind) {
    case 'holiday':
      return `holiday ${reason.name}`;
    case 'paused':
      return `paused by request ${reason.request}`;
    case 'maintenance':
      return `maintenance window announced at ${tell.time(reason.announcedAt)}`;
    case 'outside hours':
    case 'weekend':
      return reason.kind;
  }
}

function ending({ clock }: Ledger, tell: Telling): string {
  const parts = [
    `elapsed ${tell.span(clock.elapsed)}`,
    clock.stoppedAt === null ? '' : `stopped ${tell.time(clock.stoppedAt)}`,
    clock.deadline === null ? '' : `deadline ${tell.time(clock.deadline)}`,
    clock.breachedAt === null ? '' : `overdue since ${tell.time(clock.breachedAt)}`,
    clock.byReclassification ? 'by reclassification' : '',
    `verdict ${clock.verdict === 'not-needed' ? 'not needed' : clock.verdict}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `Mon 2026-10-19 12:30:00 +02:00`, with the milliseconds where there are any. */
function localText(millisecond: number, zone: string): string {
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

/** `3:30:00`, hours without bound, with the fraction of a second where there is one. */
function durationText(millisecond: number): string {
  const seconds = millisecond / 1000;
  const minutes = Math.floor(seconds / 60);
  const rest = seconds - minutes * 60;
  const tail = Number.isInteger(rest) ? String(rest) : rest.toFixed(9).replace(/0+$/, '');
  const padded = rest < 10 ? `0${tail}` : tail;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${padded}`;
}
