import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { visibleInventory } from '../../../access/visible.ts';
import { readAssessment } from '../../../assessment/read-assessment.ts';
import { readCapacity } from '../../../capacity/capacity.ts';
import { askedCustomer, sendMissing } from '../../api/missing.ts';
import { viewerOf } from '../../gate.ts';
import { render } from '../../html.ts';
import { withSchemas } from '../../schemas.ts';
import { chooseCustomer } from '../capacity/choose-customer.ts';
import { page } from '../layout.ts';
import type { PageParts } from '../parts.ts';
import { visitorOf } from '../visitor.ts';
import { assessmentPage } from './assessment-page.ts';

const querySchema = Type.Object(
  {
    customer: Type.Optional(Type.String()),
    page: Type.Integer({ default: 1, minimum: 1, maximum: 1_000_000 }),
  },
  { additionalProperties: false },
);

type Query = Static<typeof querySchema>;

const hostsOnPage = 25;
const day = 86_400_000;

/** `/assessment`: how a customer's machines and their watching stand */
export function mountAssessment(server: FastifyInstance, parts: PageParts): void {
  const { store, inventory, now } = parts;
  const schema = { querystring: querySchema, hide: true };
  withSchemas(server).get('/assessment', { schema }, async (request, reply) => {
    const query: Query = request.query;
    const viewer = viewerOf(request);
    const customer = askedCustomer(query.customer ?? '', viewer, inventory());
    if (customer !== undefined && 'missing' in customer) return sendMissing(reply, customer);
    const frame = { title: 'Assessment', visitor: visitorOf(request), path: '/capacity' };
    const { customers } = visibleInventory(inventory(), viewer);
    if (customer === undefined) {
      const choice = chooseCustomer('assessment', customers);
      return reply.type('text/html').send(render(page(frame, choice)));
    }
    const first = (query.page - 1) * hostsOnPage;
    const hosts = customer.hosts.slice(first, first + hostsOnPage);
    const lookBack = { now: now(), span: 7 * day, most: 60 };
    const capacities = await readCapacity(hosts, store.results, lookBack);
    const assessed = { hosts, capacities, now: lookBack.now };
    const assessment = await readAssessment(customer, assessed, store);
    const paging = {
      ...{ page: query.page, hosts: customer.hosts.length, query: { customer: customer.id } },
      pages: Math.ceil(customer.hosts.length / hostsOnPage),
    };
    const content = assessmentPage(assessment, customers, paging);
    return reply.type('text/html').send(render(page(frame, content)));
  });
}
