import type { FastifyInstance } from 'fastify';
import { standard } from '../../../sla/plan.ts';
import { visibleReader } from '../../access/visible.ts';
import { viewerOf } from '../gate.ts';
import { render } from '../html.ts';
import { openBoard, resolvedBoard } from './board.ts';
import { page } from './layout.ts';
import { namesIn } from './names.ts';
import type { PageParts } from './parts.ts';
import { visitorOf } from './visitor.ts';

/** `/`, the open incidents, and `/resolved` */
export function mountBoards(server: FastifyInstance, parts: PageParts): void {
  const { reader, inventory, now } = parts;
  const { zone } = standard.calendar;
  server.get('/', async (request, reply) => {
    const views = await visibleReader(reader, viewerOf(request)).list({ status: ['open'] }, now());
    const content = openBoard({ views, names: namesIn(inventory()), now: now(), zone });
    const frame = {
      title: titleOf(views.length),
      visitor: visitorOf(request),
      path: '/',
      refresh: 30,
    };
    return reply.type('text/html').send(render(page(frame, content)));
  });
  server.get('/resolved', async (request, reply) => {
    const views = await visibleReader(reader, viewerOf(request)).list(
      { status: ['resolved'], limit: 200 },
      now(),
    );
    const content = resolvedBoard({ views, names: namesIn(inventory()), now: now(), zone });
    const frame = { title: 'Resolved', visitor: visitorOf(request), path: '/resolved' };
    return reply.type('text/html').send(render(page(frame, content)));
  });
}

function titleOf(open: number): string {
  return open === 0 ? 'Nothing is wrong' : `${open} open`;
}
