import type { Ledger, LedgerEntry } from './explain.ts';
import type { History } from './history.ts';
import { type Timescale, toMillisecond } from './timescale.ts';
import { durationText, localText, reasonText } from './wording.ts';

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
    reasons.length === 0
      ? 'counts'
      : reasons.map((reason) => reasonText(reason, tell.time)).join('; ');
  const share = reasons.length === 0 ? `+${tell.span(end - start)}` : '';
  return `  ${tell.time(start)} – ${tell.time(end)}  ${share.padStart(10)}  total ${tell.span(total)}  ${why}`;
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
