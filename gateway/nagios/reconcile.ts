import { alertOf, type Incident } from '../incident.ts';
import { stateOf } from '../results/return-code.ts';
import { isFine, type Notification } from '../signal.ts';
import type { StatusEntry } from './status-file.ts';

/** What comparing one entry of a status.dat depends on. Times are epoch milliseconds, spans milliseconds. */
export interface Comparison {
  readonly site: string;
  /** The incident that last carried the entry's alerts; undefined for none. */
  readonly incident: Incident | undefined;
  /** What the file says of the entry's host, for a service. */
  readonly host: StatusEntry | undefined;
  /** When the file was written. */
  readonly createdAt: number;
  /** How long a state must have lasted before its notification counts as missing. */
  readonly grace: number;
  /** The settling time, within which monitoring reopens. */
  readonly settling: number;
}

/** What the source of an incident begins with when it was found by comparing. */
const prefix = 'reconciliation';

/** The site of Nagios that a source stands for; null for another source. */
export function siteOf(source: string): string | null {
  return /^(?:nagios|reconciliation):(.+)$/.exec(source)?.[1] ?? null;
}

/**
 * The notification that Nagios should have sent about an entry and, as far as the incidents know, did not: it was
 * suppressed, or lost. Undefined where nothing is missing. What Nagios holds back on purpose and tells later (flapping,
 * downtime, services of a host that is down) is not missing.
 */
export function missingNotification(
  entry: StatusEntry,
  comparison: Comparison,
): Notification | undefined {
  const { createdAt, grace } = comparison;
  const state = stateOf(entry.service, entry.code);
  if (state === undefined || !entry.settled || createdAt - entry.since < grace) return undefined;
  const at = isFine(state) ? missedRecovery(entry, comparison) : missedProblem(entry, comparison);
  return at === undefined ? undefined : notificationOf(entry, at, comparison);
}

/** Since when an alert that this site told of is over; undefined where that is known, or was never so. */
function missedRecovery(entry: StatusEntry, { site, incident }: Comparison): number | undefined {
  if (incident?.status !== 'open' || siteOf(incident.raised.source) !== site) return undefined;
  const alert = alertOf(incident, entry);
  if (alert === undefined || isFine(alert.state)) return undefined;
  return isNewer(entry, alert.at) ? entry.since : undefined;
}

function missedProblem(entry: StatusEntry, comparison: Comparison): number | undefined {
  const { incident, host } = comparison;
  if (entry.flapping || entry.inDowntime || host?.inDowntime === true) return undefined;
  if (entry.service !== null && host !== undefined && host.code !== 0) return undefined;
  if (incident === undefined) return entry.since;
  const { status } = incident;
  if (status === 'resolved' || status === 'closed') return afterItsEnd(entry, incident, comparison);
  const alert = alertOf(incident, entry);
  const known = alert !== undefined && alert.state === stateOf(entry.service, entry.code);
  if (known || (alert !== undefined && !isNewer(entry, alert.at))) return undefined;
  return entry.since;
}

/** A problem that outlasts the incident in which it was resolved is a new one once nobody can be at work on it any more. */
function afterItsEnd(
  entry: StatusEntry,
  { resolvedAt }: Incident,
  { createdAt, grace, settling }: Comparison,
): number | undefined {
  const end = resolvedAt ?? 0;
  if (isNewer(entry, end)) return entry.since;
  return createdAt >= end + Math.max(grace, settling) ? createdAt : undefined;
}

/** Nagios tells the time in whole seconds. */
function isNewer({ since }: StatusEntry, at: number): boolean {
  return since > Math.floor(at / 1000) * 1000;
}

function notificationOf(
  entry: StatusEntry,
  at: number,
  { site, incident }: Comparison,
): Notification {
  const { host, service, code, since, output, longOutput, problemId } = entry;
  const state = stateOf(service, code) ?? 'UNKNOWN';
  const cause = [site, host, service, code, since, incident?.id ?? null];
  return {
    ...{ kind: 'notification', source: `${prefix}:${site}`, host, service, state, at },
    type: isFine(state) ? 'RECOVERY' : 'PROBLEM',
    ...{ output, longOutput, perfdata: '', author: '', comment: '' },
    keys: [`${prefix}:${JSON.stringify(cause)}`],
    problem: problemId === 0 ? null : `${site}/${problemId}/${since / 1000}`,
  };
}
