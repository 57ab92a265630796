import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import { boundsIn } from '../../../../sla/compliance/period.ts';
import type { ReportQuestion } from '../../../../sla/compliance.ts';
import { standard } from '../../../../sla/plan.ts';
import { visibleInventory } from '../../../access/visible.ts';
import { periodOf } from '../../../report/reports.ts';
import { timeInStates } from '../../../report/time-in-state.ts';
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
      today: periodOf({}, parts.now()).to,
    };
    const shown = { form, digested: report, verifying: parts.reports };
    const frame = { title: 'Compliance', visitor: visitorOf(request), path: '/reports' };
    return reply
      .type('text/html')
      .send(render(page(frame, reportPage({ ...shown, ...(await readTimes(question, parts)) }))));
  });
}

/** The time in state is read from the histories themselves: of so many incidents of the period, the newest. */
const mostTimed = 2_000;

async function readTimes(
  { customer, period }: Pick<ReportQuestion, 'customer' | 'period'>,
  { store, reader, now }: PageParts,
) {
  const { start: from, end: to } = boundsIn(period, standard.calendar.zone);
  const filter = { ...(customer !== null && { customer }), from, to };
  const listed = await store.list(filter);
  const records = await reader.records(listed.slice(0, mostTimed).map(({ id }) => id));
  return {
    times: timeInStates(records, now()),
    left: Math.max(0, listed.length - mostTimed),
  };
}
