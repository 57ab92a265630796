import { type Static, Type } from 'typebox';
import { visibleReader } from '../../access/visible.ts';
import type { IncidentFilter } from '../../store/store.ts';
import { viewerOf } from '../gate.ts';
import { sendProblem } from '../problem.ts';
import type { SchemaServer } from '../schemas.ts';
import { Instant, instantOf } from './fields.ts';
import { incidentBody, incidentDetailBody } from './incident-body.ts';
import { incidentDetailSchema, incidentSchema } from './incident-schema.ts';
import { answers } from './openapi.ts';
import type { ApiParts } from './parts.ts';

/** The path of one incident; what is no number is at no path. */
export const incidentPath = '/api/v1/incidents/:id(^[1-9]\\d{0,8}$)';

/** The path parameter of one incident. */
export const idSchema = Type.Object({ id: Type.Integer({ description: 'Its number.' }) });

/** `GET /api/v1/incidents` and `GET /api/v1/incidents/{id}` */
export function mountIncidents(server: SchemaServer, { reader, now }: ApiParts): void {
  server.get('/api/v1/incidents', { schema: listSchema }, async (request) => {
    const { query } = request;
    const found = await visibleReader(reader, viewerOf(request)).list(filterOf(query), now());
    return { incidents: found.map(incidentBody) };
  });
  server.get(incidentPath, { schema: showSchema }, async (request, reply) => {
    const { id } = request.params;
    const view = await visibleReader(reader, viewerOf(request)).incident(id, now());
    return view === undefined ? sendProblem(reply, 404, noIncident(id)) : incidentDetailBody(view);
  });
}

/** The sentence about an incident that is not there. */
export function noIncident(id: number): string {
  return `there is no incident ${id}`;
}

const querySchema = Type.Object(
  {
    status: Type.Enum(['open', 'resolved', 'closed', 'not valid', 'withdrawn', 'merged', 'all'], {
      default: 'open',
    }),
    customer: Type.Optional(Type.String({ description: 'Its key in the inventory.' })),
    from: Type.Optional(Instant('Raised at or after.')),
    to: Type.Optional(Instant('Raised before.')),
    limit: Type.Integer({
      minimum: 1,
      maximum: 10_000,
      default: 1_000,
      expected: 'from 1 to 10000',
    }),
    offset: Type.Integer({ minimum: 0, default: 0, expected: '0 or more' }),
  },
  { additionalProperties: false },
);

function filterOf({ status, customer, from, to, limit, offset }: Static<typeof querySchema>) {
  const filter: IncidentFilter = {
    limit,
    offset,
    ...(status !== 'all' && { status: [status] }),
    ...(customer !== undefined && { customer }),
    ...(from !== undefined && { from: instantOf(from) }),
    ...(to !== undefined && { to: instantOf(to) }),
  };
  return filter;
}

const list = Type.Object(
  { incidents: Type.Array(incidentSchema) },
  { description: 'The incidents asked for.' },
);

const listSchema = {
  summary: 'Incidents with their clocks, the newest raised first',
  querystring: querySchema,
  response: answers({ 200: list }, 400),
};

const showSchema = {
  summary: 'An incident with its history, its clocks and why they say what they say',
  params: idSchema,
  response: answers({ 200: incidentDetailSchema }, 404),
};
