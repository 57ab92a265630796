import { cutToBytes } from '../../../plugins/check/result.ts';
import type { AlertState, Notification, NotificationType } from '../../signal.ts';
import { isFine } from '../../signal.ts';
import type { Envelope } from './envelope.ts';

/** A notification, or why an envelope is none, as a sentence that names the macro. */
export type Decoded = { readonly notification: Notification } | { readonly problem: string };

/** Reads the macros of an envelope. Their texts are data: they are bounded, and otherwise left as they are. */
export function decode(envelope: Envelope): Decoded {
  const macro = (name: string) => envelope.macros[name] ?? '';
  const of: Macros = { macro, kind: macro('SERVICEDESC') === '' ? 'HOST' : 'SERVICE' };
  const problem = problemOf(of);
  return problem === undefined ? { notification: notificationOf(envelope, of) } : { problem };
}

/** The macros of one notification, and whose they are: a host's or a service's. */
interface Macros {
  readonly macro: (name: string) => string;
  readonly kind: 'HOST' | 'SERVICE';
}

const types: readonly string[] = [
  'PROBLEM',
  'RECOVERY',
  'ACKNOWLEDGEMENT',
  'FLAPPINGSTART',
  'FLAPPINGSTOP',
  'FLAPPINGDISABLED',
  'DOWNTIMESTART',
  'DOWNTIMEEND',
  'DOWNTIMECANCELLED',
  'CUSTOM',
] satisfies NotificationType[];

const states = {
  HOST: ['UP', 'DOWN', 'UNREACHABLE'],
  SERVICE: ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'],
} as const satisfies Record<Macros['kind'], readonly AlertState[]>;

/** The longest names and texts that are taken; Nagios cuts outputs at 8,192 bytes itself. */
const longest = { name: 1_024, output: 8_192, longOutput: 65_536, comment: 8_192 };

function problemOf({ macro, kind }: Macros): string | undefined {
  const type = macro('NOTIFICATIONTYPE');
  const state = macro(`${kind}STATE`);
  const missing = ['NOTIFICATIONTYPE', 'HOSTNAME', `${kind}STATE`].filter(
    (name) => macro(name) === '',
  );
  if (missing.length > 0) return `macros are missing or empty: ${missing.join(', ')}`;
  if (!types.includes(type)) return `NOTIFICATIONTYPE: not a notification type: ${shown(type)}`;
  if (!states[kind].some((known) => known === state)) {
    return `${kind}STATE: not a state of a ${kind.toLowerCase()}: ${shown(state)}`;
  }
  const long = ['HOSTNAME', 'SERVICEDESC'].find((name) => macro(name).length > longest.name);
  if (long !== undefined)
    return `${long}: longer than ${longest.name} characters: ${shown(macro(long))}`;
  if (
    (type === 'PROBLEM' || type === 'RECOVERY') &&
    isFine(state as AlertState) !== (type === 'RECOVERY')
  ) {
    // A service's notification without its own macros looks like this.
    return `NOTIFICATIONTYPE: ${type} does not go with ${kind}STATE ${state}`;
  }
  return undefined;
}

function notificationOf(envelope: Envelope, of: Macros): Notification {
  const { macro, kind } = of;
  return {
    kind: 'notification',
    source: `nagios:${envelope.site}`,
    host: macro('HOSTNAME'),
    service: kind === 'HOST' ? null : macro('SERVICEDESC'),
    type: macro('NOTIFICATIONTYPE') as NotificationType,
    state: macro(`${kind}STATE`) as AlertState,
    output: text(macro(`${kind}OUTPUT`), longest.output),
    // Nagios writes the line ends of further output as the two characters \n.
    longOutput: text(macro(`LONG${kind}OUTPUT`).replaceAll('\\n', '\n'), longest.longOutput),
    perfdata: text(macro(`${kind}PERFDATA`), longest.output),
    at: Math.min(seconds(macro('TIMET')) ?? envelope.takenAt, envelope.takenAt),
    keys: [`nagios:${envelope.id}`, ...notificationKey(envelope, of)],
    problem: problemName(envelope.site, of),
    author: text(macro('NOTIFICATIONAUTHOR'), longest.name),
    comment: text(macro('NOTIFICATIONCOMMENT'), longest.comment),
  };
}

/**
 * One notification goes to several contacts under one NOTIFICATIONID. The counter may be set back by a crash of
 * Nagios, so the key holds when that Nagios was started and when the state changed.
 */
function notificationKey({ site }: Envelope, { macro, kind }: Macros): string[] {
  const id = macro(`${kind}NOTIFICATIONID`);
  if (!isCount(id)) return [];
  const parts = [
    ...[site, macro('PROCESSSTARTTIME'), id, macro('NOTIFICATIONTYPE')],
    ...[macro('HOSTNAME'), macro('SERVICEDESC'), macro(`LAST${kind}STATECHANGE`)],
  ];
  return [`nagios:${JSON.stringify(parts)}`];
}

/** The problem id is 0 at a recovery, and then the last one's is meant; both count anew when Nagios lost its memory. */
function problemName(site: string, { macro, kind }: Macros): string | null {
  const ids = [macro(`${kind}PROBLEMID`), macro(`LAST${kind}PROBLEMID`)];
  const id = ids.find(isCount);
  const since = macro(kind === 'HOST' ? 'LASTHOSTUP' : 'LASTSERVICEOK');
  return id === undefined ? null : `${site}/${id}/${since}`;
}

function isCount(macro: string): boolean {
  return /^[1-9]\d*$/.test(macro);
}

/** The milliseconds of a macro in seconds since 1970, or undefined where it is none. */
function seconds(macro: string): number | undefined {
  return /^\d{1,12}$/.test(macro) && macro !== '0' ? Number(macro) * 1000 : undefined;
}

function text(macro: string, limit: number): string {
  return cutToBytes(macro.replaceAll('\0', '\u{FFFD}'), limit);
}

function shown(value: string): string {
  return JSON.stringify(value.slice(0, 80));
}
