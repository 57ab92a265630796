import { type Static, Type } from 'typebox';
import { IncidentNumber, Instant, OrNull, SeverityWord } from './fields.ts';

const instantOrNull = (description: string) => OrNull(Instant(description));
const nameOrNull = (description: string) => OrNull(Type.String({ description }));
const seconds = (description: string) => Type.Number({ description });

const clock = Type.Object(
  {
    target: seconds('Seconds of service time.'),
    elapsed: seconds('Seconds of service time used up to stoppedAt or asOf.'),
    left: seconds('Seconds of service time until the target; below 0 once overdue.'),
    deadline: instantOrNull('When elapsed reaches the target if nothing more happens.'),
    stoppedAt: instantOrNull('When it stopped.'),
    breachedAt: instantOrNull('When it last became overdue.'),
    byReclassification: Type.Boolean({ description: 'A change of severity made it overdue.' }),
    verdict: Type.Enum(['running', 'met', 'missed', 'excluded', 'not-needed']),
    phase: Type.Enum(['waiting', 'counting', 'paused', 'outside hours', 'maintenance', 'stopped']),
    countsFrom: instantOrNull('From when it counts on: now, or the next opening.'),
  },
  { description: 'A guaranteed time of the contract.' },
);

const update = Type.Object({
  due: instantOrNull('Null while an open request keeps it from being reached.'),
  verdict: Type.Enum(['met', 'missed', 'running']),
});

const alert = Type.Object({
  host: Type.String(),
  service: nameOrNull('Null for the host itself.'),
  state: Type.String({ description: 'In the words of Nagios.' }),
  output: Type.String(),
  at: Instant('When the source said so.'),
  problem: nameOrNull('What the monitoring system calls the problem.'),
});

const request = Type.Object({
  id: Type.String(),
  whom: Type.String(),
  what: Type.String(),
  at: Instant('When it was asked.'),
  answeredAt: instantOrNull('When it was answered.'),
});

const facts = {
  id: IncidentNumber('Its number.'),
  version: Type.Integer({ description: 'How many events it has.' }),
  status: Type.Enum(['open', 'resolved', 'closed', 'not valid', 'withdrawn', 'merged']),
  severity: SeverityWord('The one in force.'),
  formal: Type.Boolean({ description: 'A person has set the severity.' }),
  validity: Type.Enum(['unconfirmed', 'confirmed', 'not valid']),
  customer: nameOrNull('Its key in the inventory; null for a host that is in no inventory.'),
  application: nameOrNull('Its key in the inventory.'),
  host: nameOrNull('Null when it is about no host.'),
  service: nameOrNull('Null when it is about the host itself, or about none.'),
  summary: Type.String({ description: 'What is wrong, in a sentence.' }),
  source: Type.String({ description: 'The door through which it came.' }),
  plan: Type.String({ description: 'The plan whose guarantees apply.' }),
  zone: Type.String({ description: 'The time zone of its service hours.' }),
  notGuaranteed: Type.Array(Type.String(), {
    description: 'Why the guarantees do not apply; empty when they do.',
  }),
  raisedAt: Instant('When it was raised.'),
  clearedAt: instantOrNull('Since when nothing of it is in trouble.'),
  respondedAt: instantOrNull('When an engineer started to look at it.'),
  interventionStartedAt: instantOrNull('When an engineer started to resolve it.'),
  resolvedAt: instantOrNull('When it was resolved.'),
  alerts: Type.Array(alert, { description: 'What each watched thing of it last said.' }),
  requests: Type.Array(request, { description: 'What was asked of the customer.' }),
  solutions: Type.Array(Type.String()),
  mergedInto: OrNull(IncidentNumber('The incident that goes on in its place.')),
  asOf: Instant('When the clocks were read.'),
  clocks: Type.Record(Type.String(), clock, { description: 'By name: response, intervention.' }),
  updates: Type.Array(update, { description: 'The status updates that were or are due.' }),
};

/** An incident in a list, as the API writes it. */
export const incidentSchema = Type.Object(facts, { description: 'An incident.' });

/** An event of an incident, as the API writes it: its own members stand beside the four of every event. */
const eventSchema = Type.Object(
  {
    version: Type.Integer({ description: '1 for the first.' }),
    kind: Type.String(),
    at: Instant('When it happened, by the clock of who said so.'),
    receivedAt: Instant('When the gateway was told.'),
    actor: Type.Object({ kind: Type.String(), name: nameOrNull('Null for the gateway itself.') }),
  },
  { additionalProperties: true, description: 'Something that happened to an incident.' },
);

const entry = Type.Object({
  start: Instant('Where the stretch begins.'),
  end: Instant('Where it ends, and the next begins.'),
  counts: Type.Boolean(),
  reasons: Type.Array(Type.String(), { description: 'Why it does not count.' }),
  total: seconds('Seconds that had counted by its end.'),
});

const ledger = Type.Object({
  entries: Type.Array(entry, { description: 'From the raising to the stop, or to asOf.' }),
  ahead: Type.Array(entry, { description: 'From asOf to the deadline if nothing more happens.' }),
  text: Type.String({ description: 'The same in words, as `watchclock sla explain` prints it.' }),
});

/** An incident with its history and the ledgers of its clocks, as the API writes it. */
export const incidentDetailSchema = Type.Object(
  {
    ...facts,
    history: Type.Array(eventSchema, { description: 'Everything that happened, in order.' }),
    ledgers: Type.Record(Type.String(), ledger, { description: 'By the name of the clock.' }),
  },
  { description: 'An incident with its history and the ledgers of its clocks.' },
);

/** The bodies that these schemas describe. */
export type IncidentBody = Static<typeof incidentSchema>;
export type IncidentDetailBody = Static<typeof incidentDetailSchema>;
