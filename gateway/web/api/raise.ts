import { type Static, Type } from 'typebox';
import type { Inventory } from '../../../nagios-config/inventory/model.ts';
import { showValue } from '../../../plugins/settings/problem.ts';
import { visibleInventory } from '../../access/visible.ts';
import type { Report } from '../../signal.ts';
import { type Complaint, refuseIf } from '../complaint.ts';
import { viewerOf } from '../gate.ts';
import { sendProblem } from '../problem.ts';
import type { SchemaServer } from '../schemas.ts';
import { actorOfCall, actorSchema } from './actor.ts';
import { Instant, instantOf, Line, OrNull, SeverityWord, Text } from './fields.ts';
import { incidentDetailBody } from './incident-body.ts';
import { incidentDetailSchema } from './incident-schema.ts';
import { customerComplaints, hostComplaints } from './known.ts';
import { answers, needsToken } from './openapi.ts';
import type { ApiParts } from './parts.ts';

/** `POST /api/v1/incidents`: what a person reports. */
export function mountRaising(server: SchemaServer, parts: ApiParts): void {
  const { intake, reader, inventory, now } = parts;
  const options = { schema: raiseSchema, config: { right: 'raise' } } as const;
  server.post('/api/v1/incidents', options, async (request, reply) => {
    const { body } = request;
    const viewer = viewerOf(request);
    refuseIf(complaintsAbout(visibleInventory(inventory(), viewer), body));
    const report = toReport(body, now());
    const outcome = await intake.submit({
      kind: 'report',
      report,
      actor: actorOfCall(body.actor, viewer),
    });
    if ('refused' in outcome) return sendProblem(reply, 409, outcome.refused);
    const view = outcome.incident && (await reader.incident(outcome.incident.id, now()));
    if (view === undefined) throw new Error('a report raised no incident');
    reply.code(201).header('location', `/api/v1/incidents/${view.incident.id}`);
    return incidentDetailBody(view);
  });
}

const reportSchema = Type.Object(
  {
    customer: Line('Its key in the inventory.'),
    summary: Line('What is wrong, in a sentence.', 500),
    description: Type.Optional(Text('Everything else that is known.', { minLength: 0 })),
    host: Type.Optional(OrNull(Line('The host that it is about.', 255))),
    service: Type.Optional(OrNull(Line('The service of that host that it is about.', 255))),
    severity: Type.Optional(OrNull(SeverityWord('As the reporter sees it; proposed if left out.'))),
    channel: Type.Optional(Type.Enum(['web', 'e-mail', 'phone'], { default: 'web' })),
    raisedAt: Type.Optional(Instant('When it was raised, if that was before now.')),
    actor: Type.Optional(actorSchema),
  },
  { additionalProperties: false, description: 'What a person reports.' },
);

type ReportBody = Static<typeof reportSchema>;

/** What the schema cannot know. */
function complaintsAbout(inventory: Inventory, body: ReportBody): readonly Complaint[] {
  const { customer, host = null, service = null } = body;
  if (host === null && service !== null) {
    return [{ pointer: '/service', detail: `needs the host that ${showValue(service)} is on` }];
  }
  const strangers = customerComplaints(inventory, { pointer: '/customer', name: customer });
  if (strangers.length > 0 || host === null) return strangers;
  return hostComplaints(inventory, customer, [{ pointer: '/host', name: host }]);
}

function toReport(body: ReportBody, now: number): Report {
  const { customer, summary, description = '', host = null, service = null } = body;
  const { severity = null, channel = 'web', raisedAt } = body;
  const at = raisedAt === undefined ? now : instantOf(raisedAt);
  const what = { customer, host, service, summary, description, severity };
  return { kind: 'report', channel, ...what, at, keys: [] };
}

const raiseSchema = {
  summary: 'Raises an incident',
  security: needsToken,
  body: reportSchema,
  response: answers({ 201: incidentDetailSchema }, 400, 401, 403, 409, 413, 415, 422),
};
