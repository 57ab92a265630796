import { Type } from 'typebox';
import { formatInstant } from '../../../sla/written/instant.ts';
import type { Assessment } from '../../assessment/assessment.ts';
import { readAssessment } from '../../assessment/read-assessment.ts';
import { readCapacity } from '../../capacity/capacity.ts';
import { viewerOf } from '../gate.ts';
import type { SchemaServer } from '../schemas.ts';
import { hostPaging, Instant, OrNull } from './fields.ts';
import { askedCustomer, nameACustomer, sendMissing } from './missing.ts';
import { answers } from './openapi.ts';
import type { ApiParts } from './parts.ts';

/** `GET /api/v1/assessment` */
export function mountAssessment(server: SchemaServer, { store, inventory, now }: ApiParts): void {
  server.get('/api/v1/assessment', { schema: assessmentSchema }, async (request, reply) => {
    const { customer: name = '', offset, limit } = request.query;
    const customer = askedCustomer(name, viewerOf(request), inventory());
    if (customer === undefined) throw nameACustomer();
    if ('missing' in customer) return sendMissing(reply, customer);
    const hosts = customer.hosts.slice(offset, offset + limit);
    const lookBack = { now: now(), span: 7 * day, most: 60 };
    const capacities = await readCapacity(hosts, store.results, lookBack);
    const assessed = { hosts, capacities, now: lookBack.now };
    const assessment = await readAssessment(customer, assessed, store);
    const paging = { total: customer.hosts.length, offset };
    return { asOf: formatInstant(lookBack.now), ...paging, ...assessmentBody(assessment) };
  });
}

/** An assessment as the API writes it. */
export function assessmentBody(assessment: Assessment) {
  return {
    ...assessment,
    preconditions: [...assessment.preconditions],
    hosts: assessment.hosts.map(({ sizes, ...host }) => ({
      ...host,
      sizes: sizes.map((size) => ({ ...size, used: size.used ?? null })),
    })),
  };
}

const day = 86_400_000;
const Limits = () => Type.Array(Type.String(), { description: 'As on the check’s command line.' });

/** What an assessment consists of. */
export const assessmentFields = {
  customer: Type.String(),
  name: Type.String(),
  plan: Type.String(),
  preconditions: Type.Array(Type.Object({ says: Type.String(), met: Type.Boolean() })),
  hosts: Type.Array(
    Type.Object({
      host: Type.String(),
      applications: Type.Array(
        Type.Object({ key: Type.String(), product: Type.String(), size: Type.String() }),
      ),
      sizes: Type.Array(
        Type.Object({
          what: Type.String(),
          total: Type.Number(),
          used: OrNull(Type.Number()),
          unit: Type.String(),
        }),
      ),
      limits: Type.Array(
        Type.Object({
          service: Type.String(),
          level: Type.Enum(['warning', 'critical']),
          inForce: Limits(),
          profile: Limits(),
          because: Type.String({ description: 'Why these, as the inventory says.' }),
          profileBecause: Type.String({ description: 'Why those, as the profile says.' }),
        }),
        { description: 'Where somebody set other limits than the profile names.' },
      ),
      unwatched: Type.Array(Type.Object({ what: Type.String(), why: Type.String() })),
    }),
  ),
};

const assessmentSchema = {
  summary: 'How a customer’s machines and their watching stand: sizes, limits, preconditions, gaps',
  querystring: Type.Object(
    {
      customer: Type.Optional(
        Type.String({ description: 'Its key; may be left out where only one is visible.' }),
      ),
      ...hostPaging,
    },
    { additionalProperties: false },
  ),
  response: answers(
    {
      200: Type.Object(
        {
          asOf: Instant('When it was looked at.'),
          total: Type.Integer({ description: 'How many hosts the customer has.' }),
          offset: Type.Integer(),
          ...assessmentFields,
        },
        { description: 'Hosts in the order of the inventory.' },
      ),
    },
    ...[400, 401, 404],
  ),
};
