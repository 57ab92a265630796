import { type Ledger, type LedgerEntry, ledgersOf } from '../../../sla/explain.ts';
import type { History } from '../../../sla/history.ts';
import { ledgerText } from '../../../sla/ledger-text.ts';
import { milliseconds } from '../../../sla/timescale.ts';
import { localText, reasonText } from '../../../sla/wording.ts';
import type { ClockStanding, IncidentClocks } from '../../clocks.ts';
import type { IncidentView } from '../../incident/incident-reader.ts';
import type { Incident } from '../../incident.ts';
import type { Actor, Alert, RecordedEvent } from '../../incident-event.ts';
import { textOf } from '../../incident-event.ts';
import { written } from './fields.ts';
import type { IncidentBody, IncidentDetailBody } from './incident-schema.ts';

/** An incident as the API writes it in a list. */
export function incidentBody({ incident, clocks }: IncidentView): IncidentBody {
  const { raised } = incident;
  return {
    ...plainFacts(incident),
    customer: raised.customer,
    application: raised.application,
    host: raised.host,
    service: raised.service,
    source: raised.source,
    plan: clocks.history.plan.name,
    zone: clocks.history.plan.calendar.zone,
    notGuaranteed: [...raised.notGuaranteed],
    raisedAt: written(incident.raisedAt),
    clearedAt: written(incident.clearedAt),
    respondedAt: written(incident.respondedAt),
    interventionStartedAt: written(incident.interventionStartedAt),
    resolvedAt: written(incident.resolvedAt),
    alerts: incident.alerts.map(alertBody),
    requests: incident.requests.map((request) => ({
      ...request,
      at: written(request.at),
      answeredAt: written(request.answeredAt),
    })),
    ...clockBodies(clocks),
  };
}

/** An incident as the API writes it alone. */
export function incidentDetailBody(view: IncidentView): IncidentDetailBody {
  const { history } = view.clocks;
  return {
    ...incidentBody(view),
    history: view.events.map(eventBody),
    ledgers: Object.fromEntries(
      ledgersOf(history).map((ledger) => [ledger.objective.name, ledgerBody(ledger, history)]),
    ),
  };
}

/** An incident and one event of it, null for none, for others to be told of it. */
export function incidentEventBody(view: IncidentView, version: number | null) {
  const event = view.events.find((each) => each.version === version);
  return { incident: incidentBody(view), event: event === undefined ? null : eventBody(event) };
}

function plainFacts(incident: Incident) {
  const { id, version, status, severity, formal, validity, summary, solutions, mergedInto } =
    incident;
  const facts = { id, version, status, severity, formal, validity, summary, mergedInto };
  return { ...facts, solutions: [...solutions] };
}

function alertBody({ host, service, state, output, at, problem }: Alert) {
  return { host, service, state, output, at: written(at), problem };
}

function clockBodies({ history, clocks, updates }: IncidentClocks) {
  return {
    asOf: written(history.now),
    clocks: Object.fromEntries(clocks.map((standing) => [standing.name, clockBody(standing)])),
    updates: updates.map(({ due, verdict }) => ({ due: written(due), verdict })),
  };
}

function clockBody({ clock, left, phase, countsFrom }: ClockStanding) {
  return {
    target: clock.target / 1000,
    elapsed: clock.elapsed / 1000,
    left: left / 1000,
    deadline: written(clock.deadline),
    stoppedAt: written(clock.stoppedAt),
    breachedAt: written(clock.breachedAt),
    byReclassification: clock.byReclassification,
    verdict: clock.verdict,
    phase,
    countsFrom: written(countsFrom),
  };
}

function eventBody({ version, at, receivedAt, actor, event }: RecordedEvent) {
  return {
    ...(plain(event) as { kind: string }),
    version,
    at: written(at),
    receivedAt: written(receivedAt),
    actor: actorBody(actor),
  };
}

function actorBody(actor: Actor) {
  if (actor.kind === 'gateway') return { kind: actor.kind, name: null };
  const name = actor.kind === 'monitoring' ? actor.source : textOf(actor.name);
  return { kind: actor.kind, name };
}

/** An event's content with its personal texts as texts, and the times of its alerts as instants. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('personal' in value) return textOf(value as { personal: string | null });
  const members = Object.entries(value).map(([name, member]) => [
    name,
    name === 'at' && typeof member === 'number' ? written(member) : plain(member),
  ]);
  return Object.fromEntries(members);
}

function ledgerBody(ledger: Ledger, history: History) {
  const time = (at: number) => localText(at, history.plan.calendar.zone);
  const body = ({ start, end, reasons, total }: LedgerEntry) => ({
    start: written(start),
    end: written(end),
    counts: reasons.length === 0,
    reasons: reasons.map((reason) => reasonText(reason, time)),
    total: total / 1000,
  });
  const text = ledgerText(ledger, history, milliseconds);
  return { entries: ledger.entries.map(body), ahead: ledger.ahead.map(body), text };
}
