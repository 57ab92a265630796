import { randomUUID } from 'node:crypto';
import { type Static, Type } from 'typebox';
import type { Inventory } from '../../../nagios-config/inventory/model.ts';
import { counts } from '../../../sla/maintenance.ts';
import { visibleTo } from '../../access/viewer.ts';
import { visibleInventory } from '../../access/visible.ts';
import { type Actor, textOf } from '../../incident-event.ts';
import type { MaintenanceWindow } from '../../maintenance.ts';
import { ConflictError } from '../../store/store.ts';
import { cancelMaintenance } from '../cancel-maintenance.ts';
import { type Complaint, refuseIf } from '../complaint.ts';
import { viewerOf } from '../gate.ts';
import { sendProblem } from '../problem.ts';
import type { SchemaServer } from '../schemas.ts';
import { actorOfCall, actorSchema } from './actor.ts';
import { Instant, instantOf, Line, OrNull, written } from './fields.ts';
import { applicationComplaints, customerComplaints, hostComplaints } from './known.ts';
import { answers, needsToken } from './openapi.ts';
import type { ApiParts } from './parts.ts';

/** `GET|POST /api/v1/maintenance` */
export function mountMaintenance(server: SchemaServer, parts: ApiParts): void {
  const { store, inventory, now } = parts;
  const options = { schema: announceSchema, config: { right: 'announce maintenance' } } as const;
  server.get('/api/v1/maintenance', { schema: listSchema }, async (request) => {
    const { query } = request;
    const all = (await store.maintenance()).filter(visibleTo(viewerOf(request)));
    const wanted = all.filter(({ customer }) => (query.customer ?? customer) === customer);
    return { maintenance: wanted.map(windowBody) };
  });
  server.post('/api/v1/maintenance', options, async (request, reply) => {
    const { body } = request;
    const viewer = viewerOf(request);
    refuseIf(complaintsAbout(visibleInventory(inventory(), viewer), body));
    const window = toWindow(body, actorOfCall(body.actor, viewer), now());
    try {
      await store.announce(window);
    } catch (error) {
      if (error instanceof ConflictError) return sendProblem(reply, 409, error.message);
      throw error;
    }
    return reply.code(201).send(windowBody(window));
  });
}

/** `POST /api/v1/maintenance/{id}/cancellation` */
export function mountCancellation(server: SchemaServer, { store, now }: ApiParts): void {
  const options = { schema: cancelSchema, config: { right: 'announce maintenance' } } as const;
  server.post('/api/v1/maintenance/:id/cancellation', options, async (request, reply) => {
    const viewer = viewerOf(request);
    const actor = actorOfCall(request.body?.actor, viewer);
    const done = await cancelMaintenance(request.params.id, { viewer, actor, now: now() }, store);
    if ('missing' in done) return sendProblem(reply, 404, done.missing);
    if ('refused' in done) return sendProblem(reply, 409, done.refused);
    return windowBody(done.window);
  });
}

const names = (description: string) =>
  Type.Optional(Type.Array(Line(description, 255), { maxItems: 1_000 }));

const windowFields = {
  customer: Line('Its key in the inventory.'),
  start: Instant('When it begins.'),
  end: Instant('When it is over.'),
  reason: Line('What will be done.', 1_000),
};

const announcementSchema = Type.Object(
  {
    id: Type.Optional(Line('How to call it; the gateway’s choice if left out.', 100)),
    ...windowFields,
    hosts: names('A host that it covers.'),
    applications: names('An application that it covers.'),
    actor: Type.Optional(actorSchema),
  },
  {
    additionalProperties: false,
    description: 'With neither hosts nor applications it covers everything of the customer.',
  },
);

type Announcement = Static<typeof announcementSchema>;

function complaintsAbout(inventory: Inventory, body: Announcement): readonly Complaint[] {
  const { customer, hosts = [], applications = [] } = body;
  const place = (list: string) => (name: string, index: number) => ({
    pointer: `/${list}/${index}`,
    name,
  });
  const order: readonly Complaint[] =
    instantOf(body.end) > instantOf(body.start)
      ? []
      : [{ pointer: '/end', detail: `must be after the start, ${body.start}, not ${body.end}` }];
  const strangers = customerComplaints(inventory, { pointer: '/customer', name: customer });
  if (strangers.length > 0) return [...strangers, ...order];
  return [
    ...hostComplaints(inventory, customer, hosts.map(place('hosts'))),
    ...applicationComplaints(inventory, customer, applications.map(place('applications'))),
    ...order,
  ];
}

function toWindow(body: Announcement, actor: Actor, now: number): MaintenanceWindow {
  const { id = randomUUID(), customer, hosts = [], applications = [], reason } = body;
  const [start, end] = [instantOf(body.start), instantOf(body.end)];
  const what = { id, customer, hosts, applications, start, end, reason };
  return { ...what, announcedAt: now, actor };
}

function windowBody(window: MaintenanceWindow) {
  const { id, customer, hosts, applications, announcedAt, start, end, actor, reason } = window;
  return {
    id,
    customer,
    hosts: [...hosts],
    applications: [...applications],
    announcedAt: written(announcedAt),
    start: written(start),
    end: written(end),
    reason,
    announcedBy: 'name' in actor ? textOf(actor.name) : null,
    counts: counts(window),
    cancelledAt: written(window.cancelledAt ?? null),
  };
}

const windowSchema = Type.Object(
  {
    id: Type.String(),
    ...windowFields,
    hosts: Type.Array(Type.String()),
    applications: Type.Array(Type.String()),
    announcedAt: Instant('When it was announced.'),
    announcedBy: Type.Union([Type.String(), Type.Null()]),
    counts: Type.Boolean({
      description: 'Clocks do not run in it; one announced too late counts for nothing.',
    }),
    cancelledAt: OrNull(
      Instant('When it was cancelled: before its start it counts for nothing, later until then.'),
    ),
  },
  { description: 'A maintenance window.' },
);

const listSchema = {
  summary: 'All maintenance windows in the order of their announcements',
  querystring: Type.Object(
    { customer: Type.Optional(Type.String({ description: 'Its key in the inventory.' })) },
    { additionalProperties: false },
  ),
  response: answers(
    {
      200: Type.Object(
        { maintenance: Type.Array(windowSchema) },
        { description: 'They are never changed.' },
      ),
    },
    400,
  ),
};

const announceSchema = {
  summary: 'Announces a maintenance window',
  description:
    'It keeps the guarantees’ clocks from running only if it is announced before it starts.',
  security: needsToken,
  body: announcementSchema,
  response: answers({ 201: windowSchema }, 400, 401, 403, 409, 413, 415, 422),
};

const cancelSchema = {
  summary: 'Cancels a maintenance window',
  description:
    'One that has not started excludes nothing then; one that lasts excludes what is over. One that is over stays.',
  security: needsToken,
  params: Type.Object({ id: Type.String({ description: 'What it is called.' }) }),
  body: Type.Optional(
    Type.Object({ actor: Type.Optional(actorSchema) }, { additionalProperties: false }),
  ),
  response: answers({ 200: windowSchema }, 401, 403, 404, 409, 415),
};
