import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { standard } from '../../../../sla/plan.ts';
import { visibleInventory } from '../../../access/visible.ts';
import { askedCustomer, sendMissing } from '../../api/missing.ts';
import { roadmapFor, YearNumber } from '../../api/roadmap.ts';
import { viewerOf } from '../../gate.ts';
import { render } from '../../html.ts';
import { withSchemas } from '../../schemas.ts';
import { chooseCustomer } from '../capacity/choose-customer.ts';
import { page } from '../layout.ts';
import type { PageParts } from '../parts.ts';
import { visitorOf } from '../visitor.ts';
import { roadmapPage } from './roadmap-page.ts';

const querySchema = Type.Object(
  {
    customer: Type.Optional(Type.String()),
    year: Type.Optional(Type.Union([YearNumber(), Type.Literal('')])),
  },
  { additionalProperties: false },
);

type Query = Static<typeof querySchema>;

/** `/roadmap`: what there is to discuss with a customer once a year */
export function mountRoadmap(server: FastifyInstance, parts: PageParts): void {
  const schema = { querystring: querySchema, hide: true };
  withSchemas(server).get('/roadmap', { schema }, async (request, reply) => {
    const query: Query = request.query;
    const viewer = viewerOf(request);
    const customer = askedCustomer(query.customer ?? '', viewer, parts.inventory());
    if (customer !== undefined && 'missing' in customer) return sendMissing(reply, customer);
    const frame = { title: 'Roadmap', visitor: visitorOf(request), path: '/capacity' };
    const { customers } = visibleInventory(parts.inventory(), viewer);
    if (customer === undefined) {
      return reply
        .type('text/html')
        .send(render(page(frame, chooseCustomer('roadmap', customers))));
    }
    const year = query.year === '' ? undefined : query.year;
    const asked = { customer, year, viewer, from: request.ip };
    const roadmap = await roadmapFor(asked, parts);
    const content = roadmapPage(roadmap, { customers, year, zone: standard.calendar.zone });
    return reply.type('text/html').send(render(page(frame, content)));
  });
}
