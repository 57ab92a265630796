import type { Silence } from '../../sla/compliance/reported.ts';
import type { Alert, IncidentEvent } from '../incident-event.ts';
import { isSame } from '../signal.ts';
import type { SealedEvent } from './log-pages.ts';

/** The source under which the gateway itself says that something is silent (follow-silence.ts). */
const silenceSource = 'gateway:freshness';

/**
 * The stretches in which monitoring said nothing, as the events of an incident tell them: from when the silence was too
 * long to the next word of any other source, or the end of the incident.
 */
export function silencesIn(events: readonly SealedEvent[]): Silence[] {
  if (!events.some(isSilence)) return [];
  const silences: Silence[] = [];
  for (const recorded of events) {
    const alert = alertIn(recorded.event);
    if (isOver(recorded.event)) end(silences, recorded.at, () => true);
    if (alert === undefined) continue;
    const { host, service } = alert;
    if (isSilence(recorded)) silences.push({ host, service, from: recorded.at, to: null });
    else end(silences, recorded.at, (silence) => isSame(silence, alert));
  }
  return silences;
}

function isSilence({ actor, event }: SealedEvent): boolean {
  return (
    actor.kind === 'monitoring' && actor.source === silenceSource && alertIn(event) !== undefined
  );
}

function end(silences: Silence[], at: number, ends: (silence: Silence) => boolean): void {
  for (const [index, silence] of silences.entries()) {
    if (silence.to === null && ends(silence)) silences[index] = { ...silence, to: at };
  }
}

function alertIn(event: IncidentEvent): Alert | undefined {
  if (event.kind === 'raised') return event.cause.by === 'alert' ? event.cause.alert : undefined;
  return 'alert' in event ? event.alert : undefined;
}

function isOver({ kind }: IncidentEvent): boolean {
  return ['resolved', 'closed', 'declared-not-valid', 'withdrawn', 'merged'].includes(kind);
}
