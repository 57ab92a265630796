import type { Severity } from '../sla/plan.ts';
import type { Circumstances, Command, Decision, Opening } from './command.ts';
import { alertOf, type Incident, precedesResolution } from './incident.ts';
import { type Alert, type IncidentEvent, personal, type Raised } from './incident-event.ts';
import { isEcho } from './nagios/echo.ts';
import { isFine, isOlder, isSame, type Notification, type PassiveResult } from './signal.ts';

type Signal = PassiveResult | Notification;

/** What a result or a notification changes in the incident it belongs to (see correlate.ts), if there is one. */
export function decideSignal(
  incident: Incident | undefined,
  { signal, opening }: Extract<Command, { kind: 'signal' }>,
  circumstances: Circumstances,
): Decision {
  const type = signal.kind === 'notification' ? signal.type : resultType(signal);
  const alert = alertFrom(signal, circumstances.at);
  if (type === 'PROBLEM' && incident === undefined) return [raise(signal, opening, alert)];
  if (incident === undefined) return [];
  if (type === 'PROBLEM') return decideProblem(incident, alert, { signal, opening, circumstances });
  if (type === 'RECOVERY') return decideRecovery(incident, alert, { signal, circumstances });
  return signal.kind === 'notification' ? decideAnnotation(incident, signal) : [];
}

/** What a person's report begins. An incident that exists is never reported again: this is refused. */
export function decideReport(
  incident: Incident | undefined,
  { report, opening, enteredAfterwards }: Extract<Command, { kind: 'report' }>,
): Decision {
  if (incident !== undefined) return { refused: `incident ${incident.id} was raised already` };
  const { channel, host, service, severity } = report;
  const asked = severity !== null && { severity, because: 'as reported' };
  const cause = {
    by: 'person',
    channel,
    summary: personal(report.summary),
    description: personal(report.description),
    enteredAfterwards,
  } as const;
  return [{ kind: 'raised', ...opening, ...asked, host, service, source: channel, cause }];
}

/** Resolves an incident as recovered by itself when service.md rule 11 says so; otherwise `[]`. */
export function decideSettling(incident: Incident, { at, periods }: Circumstances): Decision {
  const due = settlesAt(incident, periods.settling);
  return due !== null && due <= at
    ? [{ kind: 'resolved', byItself: true, cause: personal('recovered by itself') }]
    : [];
}

/** When an incident will be resolved as recovered by itself if nothing more happens; null when it will not. */
export function settlesAt(incident: Incident, settling: number): number | null {
  const { raised, status, clearedAt, respondedAt, interventionStartedAt, flapping } = incident;
  // What a person raised is not over because a machine says so.
  if (raised.cause.by === 'person') return null;
  const untouched = respondedAt === null && interventionStartedAt === null;
  const settled = status === 'open' && untouched && flapping.length === 0;
  return settled && clearedAt !== null ? clearedAt + settling : null;
}

function resultType(signal: Signal): 'PROBLEM' | 'RECOVERY' {
  return isFine(signal.state) ? 'RECOVERY' : 'PROBLEM';
}

function alertFrom(signal: Signal, at: number): Alert {
  const { host, service, state, output } = signal;
  const problem = signal.kind === 'notification' ? signal.problem : null;
  return { host, service, state, output, at, problem };
}

function raise(signal: Signal, opening: Opening, alert: Alert): Raised {
  const { host, service, source, longOutput } = signal;
  const cause = { by: 'alert', alert, longOutput } as const;
  return { kind: 'raised', ...opening, host, service, source, cause };
}

interface ProblemContext {
  readonly signal: Signal;
  readonly opening: Opening;
  readonly circumstances: Circumstances;
}

function decideProblem(incident: Incident, alert: Alert, context: ProblemContext): Decision {
  const known = alertOf(incident, alert);
  const { receivedAt } = context.circumstances;
  const isLate = known !== undefined && isOlder(alert, known, receivedAt);
  if (isLate || precedesResolution(incident, alert, receivedAt)) return late(alert, context.signal);
  const back = reopening(incident, alert.at, context.circumstances);
  const news = problemNews(incident, alert, context.signal);
  const proposal = back.length + news.length > 0 ? worse(incident, context.opening) : [];
  return [...back, ...news, ...proposal];
}

/** A problem that a resolution by itself overlooked voids it; one within the settling time after it reopens. */
function reopening(
  { status, resolvedAt, resolvedByItself }: Incident,
  at: number,
  { periods }: Circumstances,
): IncidentEvent[] {
  if (status !== 'resolved' || resolvedAt === null) return [];
  if (resolvedByItself && at < resolvedAt) return [{ kind: 'resolution-voided' }];
  if (at >= resolvedAt + periods.settling) return [];
  return [{ kind: 'reopened', reason: personal('the alert is back') }];
}

function problemNews(incident: Incident, alert: Alert, signal: Signal): IncidentEvent[] {
  const known = alertOf(incident, alert);
  if (known === undefined || isFine(known.state)) {
    return [{ kind: 'alert-raised', alert, back: incident.clearedAt !== null }];
  }
  if (known.state !== alert.state) return [{ kind: 'state-changed', alert }];
  // A result comes every minute and its figures always differ: only a notification is worth a line.
  if (signal.kind === 'result') return [];
  return known.output === alert.output
    ? [{ kind: 'problem-repeated', alert }]
    : [{ kind: 'output-changed', alert }];
}

/** Until a person sets the formal severity, a worse state proposes a graver one, never a milder one. */
function worse(incident: Incident, { severity, because }: Opening): IncidentEvent[] {
  return !incident.formal && isGraver(severity, incident.severity)
    ? [{ kind: 'severity-changed', severity, formal: false, because }]
    : [];
}

function isGraver(one: Severity, other: Severity): boolean {
  return one < other;
}

function decideRecovery(
  incident: Incident,
  alert: Alert,
  { signal, circumstances }: Omit<ProblemContext, 'opening'>,
): Decision {
  const known = alertOf(incident, alert);
  if (known === undefined || isFine(known.state)) return [];
  if (isOlder(alert, known, circumstances.receivedAt)) return late(alert, signal);
  const others = incident.alerts.filter((other) => !isSame(other, alert));
  const over = others.every(({ state }) => isFine(state));
  return [{ kind: 'alert-cleared', alert, over }];
}

function late(alert: Alert, signal: Signal): IncidentEvent[] {
  return signal.kind === 'notification' ? [{ kind: 'signal-late', alert }] : [];
}

/** The notification types that neither open nor clear anything. */
function decideAnnotation(incident: Incident, notification: Notification): Decision {
  const { host, service, type, author, comment } = notification;
  const watched = { host, service };
  const flaps = incident.flapping.some((other) => isSame(other, watched));
  switch (type) {
    case 'PROBLEM':
    case 'RECOVERY':
      return [];
    case 'ACKNOWLEDGEMENT':
      return isEcho(notification)
        ? []
        : [{ kind: 'acknowledged', watched, author: personal(author), comment: personal(comment) }];
    case 'FLAPPINGSTART':
      return flaps ? [] : [{ kind: 'flapping-started', watched }];
    case 'FLAPPINGSTOP':
    case 'FLAPPINGDISABLED':
      return flaps ? [{ kind: 'flapping-stopped', watched }] : [];
    case 'DOWNTIMESTART':
      return [{ kind: 'downtime-linked', watched, phase: 'started', comment: personal(comment) }];
    case 'DOWNTIMEEND':
      return [{ kind: 'downtime-linked', watched, phase: 'ended', comment: personal(comment) }];
    case 'DOWNTIMECANCELLED':
      return [{ kind: 'downtime-linked', watched, phase: 'cancelled', comment: personal(comment) }];
    case 'CUSTOM':
      return [{ kind: 'note', text: personal(`${author}: ${comment}`) }];
  }
}
