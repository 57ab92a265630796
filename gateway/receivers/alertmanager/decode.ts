import { type AlertState, isFine, type Notification } from '../../signal.ts';
import type { AlertmanagerConfig } from './config.ts';

/** One alert in the body of a webhook of Alertmanager (its format 4). Times are ISO 8601. */
export interface WireAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly fingerprint: string;
}

/** What labels mean. */
export type LabelMapping = Omit<AlertmanagerConfig, 'tokens'>;

/** The signals in a body, and for each alert that is none why, as a sentence. */
export interface DecodedAlerts {
  readonly notifications: readonly Notification[];
  readonly problems: readonly string[];
}

/**
 * Reads the alerts of one group. Several that mean the same host and service are one signal: the gravest that fires, or
 * the recovery when none does any more.
 */
export function decodeAlerts(
  alerts: readonly WireAlert[],
  mapping: LabelMapping,
  source: string,
): DecodedAlerts {
  const read = alerts.map((alert) => readAlert(alert, mapping));
  const known = read.filter((each) => typeof each !== 'string');
  const places = Map.groupBy(known, ({ host, service }) => JSON.stringify([host, service]));
  return {
    notifications: [...places.values()].map((together) => notificationOf(together, source)),
    problems: read.filter((each) => typeof each === 'string'),
  };
}

interface Alert {
  readonly host: string;
  readonly service: string | null;
  readonly state: AlertState;
  readonly at: number;
  readonly wire: WireAlert;
}

/** The longest that is taken of names and texts, in characters. */
const longest = { name: 255, output: 8_192, longOutput: 65_536 };

function readAlert(wire: WireAlert, mapping: LabelMapping): Alert | string {
  const { labels, status } = wire;
  const name = labels.alertname ?? '';
  const host = first(labels, mapping.host)
    .replace(/^https?:\/\//, '')
    .replace(/[:/].*$/, '');
  if (!isName(host)) return `the alert ${JSON.stringify(name)} has no ${mapping.host.join(' or ')}`;
  const isOfHost = mapping.host_alerts.some((pattern) => pattern.matches(name));
  const service = isOfHost ? null : first(labels, mapping.service);
  if (service !== null && !isName(service)) {
    return `an alert of ${JSON.stringify(host)} has no ${mapping.service.join(' or ')}`;
  }
  const at = Date.parse(status === 'firing' ? wire.startsAt : wire.endsAt);
  if (Number.isNaN(at)) return `the alert ${JSON.stringify(name)} has no time`;
  return { host, service, state: stateOf(wire, service, mapping), at, wire };
}

function first(labels: WireAlert['labels'], names: readonly string[]): string {
  return names.map((name) => labels[name] ?? '').find((value) => value !== '') ?? '';
}

function isName(text: string): boolean {
  return text !== '' && text.length <= longest.name && !/[;\p{Cc}]/u.test(text);
}

function stateOf({ status, labels }: WireAlert, service: string | null, mapping: LabelMapping) {
  if (status === 'resolved') return service === null ? 'UP' : 'OK';
  if (service === null) return 'DOWN';
  const severity = labels[mapping.severity] ?? '';
  return Object.hasOwn(mapping.states, severity)
    ? (mapping.states[severity] ?? 'CRITICAL')
    : 'CRITICAL';
}

const gravity: readonly AlertState[] = ['CRITICAL', 'DOWN', 'UNKNOWN', 'WARNING'];

function notificationOf(together: readonly Alert[], source: string): Notification {
  const firing = together.filter(({ state }) => !isFine(state));
  const [gravest] = firing.toSorted((a, b) => gravity.indexOf(a.state) - gravity.indexOf(b.state));
  const [ended] = together.toSorted((a, b) => b.at - a.at);
  const { host, service, state, wire } = (gravest ?? ended) as Alert;
  // What still fires when a graver one ends is news as of that end.
  const at = Math.max(...together.map((alert) => alert.at));
  const { summary, message, description } = wire.annotations;
  const output = summary ?? message ?? description ?? wire.labels.alertname ?? '';
  const identity = [source, host, service, wire.fingerprint, state, at];
  return {
    kind: 'notification',
    type: isFine(state) ? 'RECOVERY' : 'PROBLEM',
    ...{ source, host, service, state, at },
    output: cut(output.split('\n')[0] ?? '', longest.output),
    longOutput: cut(description ?? '', longest.longOutput),
    perfdata: '',
    keys: [`alertmanager:${JSON.stringify(identity)}`],
    problem: `alertmanager/${wire.fingerprint}`,
    author: '',
    comment: '',
  };
}

function cut(text: string, limit: number): string {
  return text.slice(0, limit).replaceAll('\0', '\u{FFFD}').toWellFormed();
}
