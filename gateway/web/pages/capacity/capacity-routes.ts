import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { standard } from '../../../../sla/plan.ts';
import { visibleInventory } from '../../../access/visible.ts';
import { readCapacity } from '../../../capacity/capacity.ts';
import { askedHosts } from '../../api/capacity.ts';
import { sendMissing } from '../../api/missing.ts';
import { viewerOf } from '../../gate.ts';
import { render } from '../../html.ts';
import { withSchemas } from '../../schemas.ts';
import { page } from '../layout.ts';
import type { PageParts } from '../parts.ts';
import { visitorOf } from '../visitor.ts';
import { capacityPage } from './capacity-page.ts';
import { hostCapacityPage } from './host-capacity-page.ts';

const days = Type.Integer({ default: 90, minimum: 1, maximum: 1_830 });
const listSchema = Type.Object(
  {
    customer: Type.Optional(Type.String()),
    days,
    page: Type.Integer({ default: 1, minimum: 1, maximum: 1_000_000 }),
  },
  { additionalProperties: false },
);
const hostSchema = Type.Object({ days }, { additionalProperties: false });
const hostParams = Type.Object({ host: Type.String() });

type ListQuery = Static<typeof listSchema>;

/** Of each host a table says what there is; more would be a wall of them. */
const hostsOnPage = 25;
const day = 86_400_000;

/** `/capacity`: the hosts and when they run out of something, and `/capacity/{host}` with the curves */
export function mountCapacity(server: FastifyInstance, parts: PageParts): void {
  const { zone } = standard.calendar;
  const typed = withSchemas(server);
  const schema = { querystring: listSchema, hide: true };
  typed.get('/capacity', { schema }, async (request, reply) => {
    const query: ListQuery = request.query;
    const viewer = viewerOf(request);
    const hosts = askedHosts(query, viewer, parts);
    if ('missing' in hosts) return sendMissing(reply, hosts);
    const start = (query.page - 1) * hostsOnPage;
    const lookBack = { now: parts.now(), span: query.days * day, most: 120 };
    const some = hosts.slice(start, start + hostsOnPage);
    const capacities = await readCapacity(some, parts.store.results, lookBack);
    const { customers } = visibleInventory(parts.inventory(), viewer);
    const pages = Math.max(1, Math.ceil(hosts.length / hostsOnPage));
    const shown = { capacities, customers, query, pages, hosts: hosts.length };
    const content = capacityPage({ ...shown, now: lookBack.now, zone });
    const frame = { title: 'Capacity', visitor: visitorOf(request), path: '/capacity' };
    return reply.type('text/html').send(render(page(frame, content)));
  });
  const one = { schema: { querystring: hostSchema, params: hostParams, hide: true } };
  typed.get('/capacity/:host', one, async (request, reply) => {
    const { host } = request.params;
    const hosts = askedHosts({ host }, viewerOf(request), parts);
    if ('missing' in hosts) return sendMissing(reply, hosts);
    const lookBack = { now: parts.now(), span: request.query.days * day, most: 720 };
    const [capacity] = await readCapacity(hosts, parts.store.results, lookBack);
    if (capacity === undefined) return sendMissing(reply, { missing: 'there is no such host' });
    const content = hostCapacityPage(capacity, { ...lookBack, days: request.query.days, zone });
    const frame = { title: `Capacity of ${host}`, visitor: visitorOf(request), path: '/capacity' };
    return reply.type('text/html').send(render(page(frame, content)));
  });
}
