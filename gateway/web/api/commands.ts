import { type Static, type TProperties, Type } from 'typebox';
import type { PersonCommand } from '../../command.ts';
import { personal } from '../../incident-event.ts';
import { actorSchema } from './actor.ts';
import { IncidentNumber, Instant, Line, SeverityWord, Text } from './fields.ts';

/** What may stand beside every command. */
const around = {
  at: Type.Optional(Instant('When it happened; now if left out, and never later than now.')),
  version: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: 'What the caller has seen: refused with 409 if the incident went on since.',
    }),
  ),
  actor: Type.Optional(actorSchema),
};

/** What a person can do to an incident, as the API reads it. */
export const commandSchema = Type.Union(
  [
    command('responded', 'An engineer has started to look at it: stops the response clock.', {}),
    command(
      'intervention-started',
      'An engineer has started to resolve it: stops both clocks.',
      {},
    ),
    command('information-requested', 'Information or an activity was asked for: pauses.', {
      id: Type.Optional(
        Line('How the answer will name it; the gateway’s choice if left out.', 100),
      ),
      whom: Line('Who was asked.'),
      what: Text('What was asked for.'),
    }),
    command('information-received', 'What was asked for has come: the clocks run on.', {
      id: Line('Which request.', 100),
      text: Text('What came.', { minLength: 0 }),
    }),
    command('update-posted', 'A status update of the intervention.', { text: Text('The update.') }),
    command('severity-changed', 'The severity was set, or set anew.', {
      severity: SeverityWord('The one in force from now on.'),
      because: Line('Who asked for it, and why.', 1_000),
    }),
    command('resolved', 'It is resolved: stops every clock that still runs.', {
      cause: Text('What it was, and what was done.'),
    }),
    command('reopened', 'The trouble is back, or was never over.', { reason: Text('Why.') }),
    command('validity-confirmed', 'The problem is a valid one.', {}),
    command('declared-not-valid', 'It is no problem of the contract.', {
      reason: Text('Why not.'),
    }),
    command('withdrawn', 'Its issuer takes it back.', { reason: Text('Why.') }),
    command('merged', 'It is the same as an earlier one, which goes on in its place.', {
      into: IncidentNumber('The earlier one.'),
    }),
    command('solution-linked', 'A known solution applies.', { solution: Line('Which one.', 500) }),
    command('note', 'Something worth keeping. An engineer’s is the helpdesk’s own.', {
      text: Text('The note.'),
      forCustomer: Type.Optional(
        Type.Boolean({ description: 'Whether the customer may read it too, and gets it by mail.' }),
      ),
    }),
    command('plan-event', 'An event that only the clocks of the customer’s own plan know.', {
      name: Line('The event, as the plan names it.'),
      id: Line('What starts a pause and what ends it share it.', 100),
    }),
    command('closed', 'It is over for good.', {}),
  ],
  { description: 'What happened, by its `kind`.' },
);

/** A command as it was read. */
export type CommandBody = Static<typeof commandSchema>;

/** The command that a body asks for. */
export function toCommand(body: CommandBody): PersonCommand {
  switch (body.kind) {
    case 'responded':
    case 'intervention-started':
    case 'validity-confirmed':
    case 'closed':
      return { kind: body.kind };
    case 'information-requested': {
      const { kind, id = null, whom, what } = body;
      return { kind, id, whom: personal(whom), what: personal(what) };
    }
    case 'information-received':
      return { kind: body.kind, id: body.id, text: personal(body.text) };
    case 'update-posted':
      return { kind: body.kind, text: personal(body.text) };
    case 'note': {
      const note = { kind: body.kind, text: personal(body.text) };
      return body.forCustomer === true ? { ...note, forCustomer: true } : note;
    }
    case 'severity-changed':
      return { kind: body.kind, severity: body.severity, because: body.because };
    case 'resolved':
      return { kind: body.kind, cause: personal(body.cause) };
    case 'reopened':
    case 'declared-not-valid':
    case 'withdrawn':
      return { kind: body.kind, reason: personal(body.reason) };
    case 'merged':
      return { kind: body.kind, into: body.into, raisedAt: 0 };
    case 'plan-event':
      return { kind: body.kind, name: body.name, id: body.id };
    case 'solution-linked':
      return { kind: body.kind, solution: body.solution };
  }
}

function command<const Kind extends PersonCommand['kind'], Fields extends TProperties>(
  kind: Kind,
  description: string,
  fields: Fields,
) {
  const properties = { kind: Type.Literal(kind), ...fields, ...around };
  return Type.Object(properties, { additionalProperties: false, description });
}
