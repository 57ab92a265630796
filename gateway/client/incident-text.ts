import { durationText, localText } from '../../sla/wording.ts';
import type { IncidentBody, IncidentDetailBody } from '../web/api/incident-schema.ts';

type ClockBody = IncidentBody['clocks'][string];

/** Incidents as lines for somebody at a terminal, what is due next first. */
export function listText(incidents: readonly IncidentBody[]): string {
  if (incidents.length === 0) return 'no incidents\n';
  const ordered = incidents.toSorted((one, other) => nextDue(one) - nextDue(other));
  return ordered.map((incident) => lines(head(incident), clockLines(incident))).join('');
}

/** One incident with its history. */
export function detailText(incident: IncidentDetailBody): string {
  const { zone, history, requests, notGuaranteed, plan } = incident;
  const open = requests.filter(({ answeredAt }) => answeredAt === null);
  return lines(head(incident), [
    `plan ${plan}, raised ${local(incident.raisedAt, zone)} through ${incident.source}`,
    ...notGuaranteed.map((reason) => `not guaranteed: ${reason}`),
    ...clockLines(incident),
    ...open.map(({ id, whom, what }) => `asked (${id}): ${whom}: ${what}`),
    'history:',
    ...history.map((event) => `  ${eventLine(event, zone)}`),
  ]);
}

/** Why each clock says what it says: every stretch of time, and the running total. */
export function ledgersText({ ledgers, zone }: IncidentDetailBody): string {
  const entryLine = (entry: Ledger['entries'][number]) =>
    `${local(entry.start, zone)} – ${local(entry.end, zone)}  total ${span(entry.total)}  ${
      entry.counts ? 'counts' : entry.reasons.join('; ')
    }`;
  return Object.entries(ledgers)
    .map(([name, { entries, ahead }]) =>
      lines(`  ledger of ${name}:`, [
        ...entries.map((entry) => `  ${entryLine(entry)}`),
        ...(ahead.length === 0 ? [] : ['  from now, if nothing more happens:']),
        ...ahead.map((entry) => `  ${entryLine(entry)}`),
      ]),
    )
    .join('');
}

type Ledger = IncidentDetailBody['ledgers'][string];

function lines(first: string, rest: readonly string[]): string {
  return [first, ...rest.map((line) => `  ${line}`)].map((line) => `${printable(line)}\n`).join('');
}

/** What monitoring and people write must not steer a terminal. */
function printable(line: string): string {
  return line.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

function head({ id, severity, formal, status, customer, summary }: IncidentBody): string {
  const grade = formal ? severity : `${severity} (proposed)`;
  return `#${id}  ${grade}  ${status}  ${customer ?? 'no known customer'}  ${summary}`;
}

function clockLines({ clocks, updates, status, zone }: IncidentBody): string[] {
  const faces = Object.entries(clocks).map(([name, clock]) => row(name, clockText(clock, zone)));
  // While an intervention lasts, the last of its updates is the one that is owed.
  const owed = status === 'open' ? updates.at(-1) : undefined;
  return owed === undefined ? faces : [...faces, row('update', updateText(owed, zone))];
}

function row(name: string, text: string): string {
  return `${name.padEnd(14)}${text}`;
}

function updateText({ due, verdict }: IncidentBody['updates'][number], zone: string): string {
  if (due === null) return 'paused';
  return `${verdict === 'missed' ? 'was due' : 'due'} ${local(due, zone)}`;
}

function clockText(
  { phase, verdict, elapsed, target, left, deadline, countsFrom }: ClockBody,
  zone: string,
) {
  if (phase === 'stopped')
    return `${verdict.replace('-', ' ')}, ${span(elapsed)} of ${span(target)}`;
  const parts = [
    left < 0 ? `overdue by ${span(-left)}` : `${span(left)} left`,
    deadline !== null && `due ${local(deadline, zone)}`,
    phase !== 'counting' && phase,
    phase !== 'counting' && countsFrom !== null && `counts from ${local(countsFrom, zone)}`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

function eventLine(
  { at, kind, actor, ...rest }: IncidentDetailBody['history'][number],
  zone: string,
) {
  const { cause, reason, text, what, because, alert } = rest as Readonly<Record<string, unknown>>;
  const words = [cause, reason, text, what, because].filter((word) => typeof word === 'string');
  const { state, output } = Object(alert) as { readonly state?: string; readonly output?: string };
  const said = state === undefined ? words : [`${state}: ${output}`, ...words];
  return [local(at, zone), kind, ...said, `(${actor.name ?? actor.kind})`].join('  ');
}

function nextDue({ clocks, updates, status }: IncidentBody): number {
  const owed = status === 'open' ? updates.at(-1)?.due : undefined;
  const dues = [...Object.values(clocks).map(({ deadline }) => deadline), owed ?? null];
  return Math.min(...dues.map((due) => (due === null ? Infinity : Date.parse(due))));
}

function local(instant: string, zone: string): string {
  return localText(Date.parse(instant), zone);
}

function span(seconds: number): string {
  return durationText(Math.floor(seconds) * 1000);
}
