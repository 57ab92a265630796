import type { Command, Opening } from '../../gateway/command.ts';
import { decide } from '../../gateway/decide.ts';
import type { Directory } from '../../gateway/directory/directory.ts';
import { evolve, type Incident } from '../../gateway/incident.ts';
import type { Actor, IncidentEvent, RecordedEvent } from '../../gateway/incident-event.ts';
import type { Notification, PassiveResult, Report } from '../../gateway/signal.ts';

/** Settling 15 minutes, reopening 7 days, as the inventory's defaults. */
export const periods = { settling: 15 * 60_000, reopening: 7 * 86_400_000 };

/** 2026-10-16 10:00 in Brussels; every time in these tests is so many minutes after it. */
const start = Date.UTC(2026, 9, 16, 8);

/** So many minutes after `start`. */
export function minute(minutes: number): number {
  return start + minutes * 60_000;
}

const monitoring: Actor = { kind: 'monitoring', source: 'nagios:main' };
export const engineer: Actor = { kind: 'engineer', name: { personal: 'Eva Example' } };

export const opening: Opening = {
  customer: 'customer-a',
  application: 'jira',
  severity: 'A',
  because: 'the application does not answer',
  terms: 'terms-digest',
  notGuaranteed: [],
};

/** A directory in which every host is customer-a's; WARNING proposes D, everything else A. */
export const directory: Directory = {
  customerOf: () => 'customer-a',
  openingForAlert: ({ state }) => ({
    ...opening,
    severity: state === 'WARNING' ? 'D' : 'A',
  }),
  judging: () => ({ attempts: 1, flapping: { low: 25, high: 50 }, staleAfter: 6 * 60_000 }),
  parentsOf: () => [],
  openingForReport: ({ customer }) => (customer === 'customer-a' ? opening : undefined),
};

/** A PROBLEM of the http service of host app-1 at `start`, unless told otherwise. */
export function notification(change: Partial<Notification> = {}): Notification {
  const { host = 'app-1', service = 'jira-http', type = 'PROBLEM', at = start } = change;
  return {
    kind: 'notification',
    source: 'nagios:main',
    host,
    service,
    type,
    state: type === 'RECOVERY' ? 'OK' : 'CRITICAL',
    output: type === 'RECOVERY' ? 'HTTP OK' : 'connection refused',
    longOutput: '',
    perfdata: '',
    at,
    keys: [`${host}/${service}/${type}/${at}`],
    problem: 'main:7',
    author: '',
    comment: '',
    ...change,
  };
}

/** A passive result of the http service of host app-1 at `start`, CRITICAL unless told otherwise. */
export function result(change: Partial<PassiveResult> = {}): PassiveResult {
  return {
    kind: 'result',
    source: 'http:agent',
    host: 'app-1',
    service: 'jira-http',
    state: 'CRITICAL',
    output: 'connection refused',
    longOutput: '',
    perfdata: '',
    at: start,
    keys: [],
    ...change,
  };
}

/** What a person of customer-a reports on the web at `start`. */
export function report(change: Partial<Report> = {}): Report {
  return {
    kind: 'report',
    channel: 'web',
    customer: 'customer-a',
    host: null,
    service: null,
    summary: 'nobody can log in',
    description: 'since this morning',
    severity: null,
    at: start,
    keys: [],
    ...change,
  };
}

/** One step of an incident's life: a command, or a signal, and when. */
export type Step = readonly [at: number, command: Command | Notification | PassiveResult];

/** The events that the steps bring about, in order; throws when one is refused. */
export function live(...steps: readonly Step[]): RecordedEvent[] {
  const events: RecordedEvent[] = [];
  let incident: Incident | undefined;
  for (const [at, what] of steps) {
    const decision = decide(incident, asCommand(what, at), { at, receivedAt: at, periods });
    if ('refused' in decision) throw new Error(decision.refused);
    for (const event of decision) {
      const recorded = recordedAt(at, event, events.length + 1);
      events.push(recorded);
      incident = evolve(incident, recorded);
    }
  }
  return events;
}

/** The incident after the steps. */
export function lived(...steps: readonly Step[]): Incident {
  const incident = live(...steps).reduce<Incident | undefined>(evolve, undefined);
  if (incident === undefined) throw new Error('the steps raise nothing');
  return incident;
}

/** An event of incident 1 as the log would hold it. */
function recordedAt(at: number, event: IncidentEvent, version: number): RecordedEvent {
  return { incident: 1, version, at, receivedAt: at, actor: monitoring, event };
}

/** A signal as a command of the `opening` above; a command as it is. */
export function asCommand(what: Step[1], at: number): Command {
  if (what.kind !== 'notification' && what.kind !== 'result') return what;
  const signal = { ...what, at };
  return { kind: 'signal', signal, opening: directory.openingForAlert(what, at) };
}
