import type { Ledger, LedgerEntry } from './explain.ts';
import type { History } from './history.ts';
import { type Timescale, toMillisecond } from './timescale.ts';
import type { DueUpdate } from './updates.ts';
import { durationText, localText, reasonText } from './wording.ts';

/** The ledger as lines that a customer can read, in the local time of the plan's calendar; it ends with the verdict. */
export function ledgerText(ledger: Ledger, history: History, scale: Timescale): string {
  const { entries, ahead } = ledger;
  const tell = tellingOf(history, scale);
  const coming =
    ahead.length === 0 ? [] : [`from now, ${tell.time(history.now)}, if nothing more happens:`];
  const lines = [
    ...changes(ledger, tell),
    ...lateWindows(ledger, tell),
    ...entries.map((entry) => line(entry, tell)),
    ...coming,
    ...ahead.map((entry) => line(entry, tell)),
    ending(ledger, tell),
  ];
  return textOf(head(ledger, history, tell), lines);
}

/** The due status updates as lines; nothing where none was due. */
export function updatesText(
  updates: readonly DueUpdate[],
  history: History,
  scale: Timescale,
): string {
  const every = history.plan.updates?.every;
  if (every === undefined || updates.length === 0) return '';
  const tell = tellingOf(history, scale);
  const lines = updates.map(({ due, verdict }) =>
    due === null
      ? `not due while a request is open: ${verdict}`
      : `due ${tell.time(due)}: ${verdict}`,
  );
  return textOf(`status updates, one every ${tell.span(every)} of service time`, lines);
}

interface Telling {
  readonly time: (instant: number) => string;
  readonly span: (units: number) => string;
}

function tellingOf({ plan }: History, scale: Timescale): Telling {
  return {
    time: (instant) => localText(toMillisecond(instant, scale), plan.calendar.zone),
    span: (units) => durationText(units / scale.perMillisecond),
  };
}

function textOf(first: string, lines: readonly string[]): string {
  return [first, ...lines.map((each) => `  ${each}`), ''].join('\n');
}

function head({ objective, severities }: Ledger, { plan }: History, tell: Telling): string {
  const [first] = severities;
  const target =
    first === undefined ? '' : `, severity ${first.severity}: ${tell.span(first.target)}`;
  return `${objective.name}${target} of service time (${plan.name} ${plan.version}, ${plan.calendar.zone})`;
}

function changes({ severities }: Ledger, tell: Telling): string[] {
  return severities
    .slice(1)
    .map(
      ({ at, severity, target }) =>
        `severity ${severity} from ${tell.time(at)}: ${tell.span(target)}`,
    );
}

function lateWindows({ lateWindows }: Ledger, tell: Telling): string[] {
  return lateWindows.map(({ start, end, announcedAt }) => {
    const announced = `announced at ${tell.time(announcedAt)}, not before its start`;
    return `maintenance window ${tell.time(start)} – ${tell.time(end)} excludes nothing: ${announced}`;
  });
}

function line({ start, end, reasons, total }: LedgerEntry, tell: Telling): string {
  const why =
    reasons.length === 0
      ? 'counts'
      : reasons.map((reason) => reasonText(reason, tell.time)).join('; ');
  const share = reasons.length === 0 ? `+${tell.span(end - start)}` : '';
  return `${tell.time(start)} – ${tell.time(end)}  ${share.padStart(10)}  total ${tell.span(total)}  ${why}`;
}

function ending({ clock }: Ledger, tell: Telling): string {
  const parts = [
    `elapsed ${tell.span(clock.elapsed)} of ${tell.span(clock.target)}`,
    clock.stoppedAt === null ? '' : `stopped ${tell.time(clock.stoppedAt)}`,
    clock.deadline === null ? '' : `deadline ${tell.time(clock.deadline)}`,
    clock.breachedAt === null ? '' : `overdue since ${tell.time(clock.breachedAt)}`,
    clock.byReclassification ? 'by reclassification' : '',
    `verdict ${clock.verdict === 'not-needed' ? 'not needed' : clock.verdict}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
