import { alertOf, type Incident, precedesResolution } from './incident.ts';
import { isFine, isOlder, type Notification, type PassiveResult, type Watched } from './signal.ts';

/** The incidents that a signal may belong to. */
export interface Candidates {
  /** The incident that last carried an alert of the very host or service; a merged one is replaced by its survivor. */
  readonly own: Incident | undefined;
  /** For a service: the incident that last carried an alert of its host. */
  readonly host: Incident | undefined;
  /** For each host through which its host is reached: its name, and the incident that last carried an alert of it. */
  readonly parents?: readonly Parent[];
}

/** A host on the way to another one. */
interface Parent {
  readonly host: string;
  readonly incident: Incident | undefined;
}

/** The settling time, in milliseconds, and when the signal was received. */
export interface Timing {
  readonly settling: number;
  readonly receivedAt: number;
}

/**
 * Which incident a signal belongs to (service.md rules 12 and 13); undefined when a problem is a new one,
 * and when any other signal speaks of nothing that is known.
 */
export function correlate(
  signal: PassiveResult | Notification,
  { own, host, parents = [] }: Candidates,
  { settling, receivedAt }: Timing,
): Incident | undefined {
  const problem =
    signal.kind === 'notification' ? signal.type === 'PROBLEM' : !isFine(signal.state);
  if (!problem) return own;
  if (own !== undefined && continues(own, signal, settling)) return own;
  if (own !== undefined && isOvertaken(own, signal, receivedAt)) return own;
  if (signal.service !== null && isDown({ host: signal.host, incident: host })) return host;
  // As long as one way to it is open, a host is not unreachable (Nagios): then its trouble is its own.
  if (parents.length > 0 && parents.every(isDown)) return parents[0]?.incident;
  return own !== undefined && returns(own, signal.at, settling) ? own : undefined;
}

/** An incident of this very thing that is open takes its problems; one of its host only what it still holds. */
function continues(own: Incident, signal: Watched & { at: number }, settling: number): boolean {
  const alert = alertOf(own, signal);
  const stands = alert !== undefined && !isFine(alert.state);
  // Declared not valid, or withdrawn: as long as the same trouble lasts it is no new problem.
  if (own.status === 'not valid' || own.status === 'withdrawn') return stands;
  if (own.status !== 'open') return false;
  if (own.raised.service === signal.service && own.raised.host === signal.host) return true;
  return stands || (alert !== undefined && signal.at < alert.at + settling);
}

/**
 * What was said before something newer that is known, or before a person resolved it, begins nothing any more, even
 * if that incident is closed since. A resolution by itself is different: a problem shows that it never was one.
 */
function isOvertaken(own: Incident, signal: Watched & { at: number }, receivedAt: number): boolean {
  const alert = alertOf(own, signal);
  if (alert === undefined) return false;
  return isOlder(signal, alert, receivedAt) || precedesResolution(own, signal, receivedAt);
}

function isDown({ host, incident }: Parent): boolean {
  if (incident?.status !== 'open') return false;
  const alert = alertOf(incident, { host, service: null });
  return alert !== undefined && !isFine(alert.state);
}

function returns(own: Incident, at: number, settling: number): boolean {
  return own.status === 'resolved' && own.resolvedAt !== null && at < own.resolvedAt + settling;
}
