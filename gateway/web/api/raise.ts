import { type Static, Type } from 'typebox';
import type { Inventory } from '../../../nagios-config/inventory/model.ts';
import { showValue } from '../../../plugins/settings/problem.ts';
import type { Viewer } from '../../access/viewer.ts';
import { visibleInventory } from '../../access/visible.ts';
import { phoneRefusal } from '../../directory/raising.ts';
import type { Report } from '../../signal.ts';
import { type Complaint, refuseIf } from '../complaint.ts';
import { viewerOf } from '../gate.ts';
import { sendProblem } from '../problem.ts';
import { raiseOnce } from '../raise-once.ts';
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
  const { inventory, now } = parts;
  const { keyReceivedAt } = parts.store;
  const options = { schema: raiseSchema, config: { right: 'raise' } } as const;
  server.post('/api/v1/incidents', options, async (request, reply) => {
    const { body } = request;
    const viewer = viewerOf(request);
    refuseIf(complaintsAbout(visibleInventory(inventory(), viewer), body, now()));
    const key = request.headers['idempotency-key'];
    const report = toReport(body, keysFor(viewer, key), now());
    const actor = actorOfCall(body.actor, viewer);
    const raised = await raiseOnce(report, actor, { ...parts, keyReceivedAt });
    if ('refused' in raised) return sendProblem(reply, 409, raised.refused);
    const { view, repeated } = raised;
    reply.code(repeated ? 200 : 201);
    reply.header('location', `/api/v1/incidents/${view.incident.id}`);
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
function complaintsAbout(
  inventory: Inventory,
  body: ReportBody,
  now: number,
): readonly Complaint[] {
  const { customer, host = null, service = null } = body;
  if (host === null && service !== null) {
    return [{ pointer: '/service', detail: `needs the host that ${showValue(service)} is on` }];
  }
  const strangers = customerComplaints(inventory, { pointer: '/customer', name: customer });
  if (strangers.length > 0) return strangers;
  const hosts = host === null ? [] : [{ pointer: '/host', name: host }];
  return [...phoneComplaints(inventory, body, now), ...hostComplaints(inventory, customer, hosts)];
}

function phoneComplaints(
  inventory: Inventory,
  { customer: key, channel, raisedAt }: ReportBody,
  now: number,
): readonly Complaint[] {
  const customer = inventory.customers.get(key);
  if (channel !== 'phone' || customer === undefined) return [];
  const at = raisedAt === undefined ? now : Math.min(instantOf(raisedAt), now);
  const detail = phoneRefusal(inventory, customer, at);
  const pointer = raisedAt === undefined ? '/channel' : '/raisedAt';
  return detail === undefined ? [] : [{ pointer, detail }];
}

/** A key is its caller's own: nobody answers another's report by guessing it. */
function keysFor({ kind, account }: Viewer, key: string | undefined): readonly string[] {
  return key === undefined ? [] : [`raise ${kind} ${account ?? ''} ${key}`];
}

function toReport(body: ReportBody, keys: readonly string[], now: number): Report {
  const { customer, summary, description = '', host = null, service = null } = body;
  const { severity = null, channel = 'web', raisedAt } = body;
  const at = raisedAt === undefined ? now : instantOf(raisedAt);
  const what = { customer, host, service, summary, description, severity };
  return { kind: 'report', channel, ...what, at, keys };
}

const raiseSchema = {
  summary: 'Raises an incident',
  description:
    'By phone only during the plan’s service hours, by the time of the call. The same report under the same Idempotency-Key is raised once: 200 with the incident that it was.',
  security: needsToken,
  headers: Type.Object({
    'idempotency-key': Type.Optional(
      Line('What makes this report recognisable when it is sent again.'),
    ),
  }),
  body: reportSchema,
  response: answers(
    { 200: incidentDetailSchema, 201: incidentDetailSchema },
    400,
    401,
    403,
    409,
    413,
    415,
    422,
  ),
};
