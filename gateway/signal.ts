import type { Severity } from '../sla/plan.ts';

/** A host's state in Nagios's words. */
type HostState = 'UP' | 'DOWN' | 'UNREACHABLE';

/** A service's state in Nagios's words, which is also the status of a check. */
type ServiceState = 'OK' | 'WARNING' | 'CRITICAL' | 'UNKNOWN';

/** The state of a host or of a service. */
export type AlertState = HostState | ServiceState;

/** The notification types of Nagios Core 4 (its macro `$NOTIFICATIONTYPE$`). */
export type NotificationType =
  | 'PROBLEM'
  | 'RECOVERY'
  | 'ACKNOWLEDGEMENT'
  | 'FLAPPINGSTART'
  | 'FLAPPINGSTOP'
  | 'FLAPPINGDISABLED'
  | 'DOWNTIMESTART'
  | 'DOWNTIMEEND'
  | 'DOWNTIMECANCELLED'
  | 'CUSTOM';

/** What is watched: a host (`service` is null) or one of its services. */
export interface Watched {
  readonly host: string;
  readonly service: string | null;
}

/** What a receiver delivers about one watched thing. */
interface Observation extends Watched {
  /** The door and who spoke there, such as `nagios:main` or `http:agent-1`. */
  readonly source: string;
  readonly state: AlertState;
  readonly output: string;
  readonly longOutput: string;
  readonly perfdata: string;
  /** The source's own time, epoch milliseconds. */
  readonly at: number;
  /** What makes a repeat of the same delivery recognisable; each one is acted on once. */
  readonly keys: readonly string[];
}

/** One result of a check that somebody else ran. */
export interface PassiveResult extends Observation {
  readonly kind: 'result';
}

/** One Nagios notification; the same for every contact it went to. */
export interface Notification extends Observation {
  readonly kind: 'notification';
  readonly type: NotificationType;
  /** Names the problem across its notifications: Nagios's problem id, with the site and when it started; null if unknown. */
  readonly problem: string | null;
  readonly author: string;
  readonly comment: string;
}

/** What a person reports through the web, by mail or by phone. */
export interface Report {
  readonly kind: 'report';
  readonly channel: 'web' | 'e-mail' | 'phone';
  readonly customer: string;
  readonly host: string | null;
  readonly service: string | null;
  readonly summary: string;
  readonly description: string;
  /** The severity the reporter asks for; left to the proposal when null. */
  readonly severity: Severity | null;
  /** When it was raised, epoch milliseconds: a phone call may be entered afterwards. */
  readonly at: number;
  readonly keys: readonly string[];
}

/** Whether a state says that nothing is wrong. */
export function isFine(state: AlertState): state is 'UP' | 'OK' {
  return state === 'OK' || state === 'UP';
}

/**
 * Whether something was said before what is known (`at` in epoch milliseconds). Many sources tell the time in whole
 * seconds: within one second, what comes later is later. What is known of a time that has not come yet at `receivedAt`
 * was told by a clock that was ahead, maybe ours, and makes nothing older.
 */
export function isOlder(
  one: { readonly at: number },
  known: { readonly at: number },
  receivedAt: number,
): boolean {
  return known.at <= receivedAt && Math.floor(one.at / 1000) < Math.floor(known.at / 1000);
}

/** Whether two names mean the same host or service. */
export function isSame(one: Watched, other: Watched): boolean {
  return one.host === other.host && one.service === other.service;
}
