import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import { visibleInventory } from '../../../access/visible.ts';
import { noteReading, questionOf, reportQuerySchema } from '../../api/reports.ts';
import { viewerOf } from '../../gate.ts';
import { render } from '../../html.ts';
import { withSchemas } from '../../schemas.ts';
import { page } from '../layout.ts';
import type { PageParts } from '../parts.ts';
import { visitorOf } from '../visitor.ts';
import { reportPage } from './report-page.ts';

type Query = Static<typeof reportQuerySchema>;

/** `/reports`: how the guaranteed times were kept, for whoever may see it, at any time. */
export function mountReports(server: FastifyInstance, parts: PageParts): void {
  const schema = { querystring: reportQuerySchema, hide: true };
  withSchemas(server).get('/reports', { schema }, async (request, reply) => {
    const viewer = viewerOf(request);
    const query: Query = request.query;
    const question = await questionOf(query, viewer, parts);
    const report = await parts.reports.compliance(question);
    await noteReading(parts, viewer, report, request.ip);
    const { customers } = visibleInventory(parts.inventory(), viewer);
    const form = {
      customers: new Map([...customers].map(([key, { name }]) => [key, name])),
      customer: question.customer,
      ...question.period,
    };
    const frame = { title: 'Compliance', visitor: visitorOf(request), path: '/reports' };
    return reply.type('text/html').send(render(page(frame, reportPage(form, report))));
  });
}
