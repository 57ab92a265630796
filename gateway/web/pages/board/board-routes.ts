import type { FastifyInstance } from 'fastify';
import { standard } from '../../../../sla/plan.ts';
import { may, type Viewer, visibleTo } from '../../../access/viewer.ts';
import { visibleReader } from '../../../access/visible.ts';
import type { BoardState } from '../../../board/board.ts';
import { workerOf } from '../../../board/entry.ts';
import { filterQuery, fits, readFilter } from '../../../board/filter.ts';
import { onDuty } from '../../../directory/duty.ts';
import { rotasFor } from '../../../directory/rotas.ts';
import { viewerOf } from '../../gate.ts';
import { render } from '../../html.ts';
import { page } from '../layout.ts';
import { namesIn } from '../names.ts';
import type { PageParts } from '../parts.ts';
import { visitorOf } from '../visitor.ts';
import { openBoard, resolvedBoard, titleOf } from './board.ts';
import type { Choices } from './board-filter-form.ts';
import { mountBoardStream } from './board-stream.ts';

/** The most rows of a page: who looks needs what is due next, and a browser has its limits. */
const most = 100;

/** `/`, the open incidents, with `/board/changes`, and `/resolved` */
export function mountBoards(server: FastifyInstance, parts: PageParts): void {
  const { reader, board, inventory, now } = parts;
  const { zone } = standard.calendar;
  server.get('/', async (request, reply) => {
    const viewer = viewerOf(request);
    const filter = readFilter(request.query);
    const isShown = fits(filter, viewer);
    const time = now();
    const state = await board.read();
    const entries = state.entries.filter((entry) => isShown(entry, time));
    const choices = choicesFor(viewer, state, parts);
    const names = namesIn(inventory());
    const duty = rotasFor(parts.inventory(), viewer).flatMap((rota) => {
      const shift = onDuty(rota.duty, time);
      return shift === undefined ? [] : [{ rota: rota.name, shift }];
    });
    const shown = { entries, duty, most, filter, choices, names, revision: state.revision };
    const query = filterQuery(filter);
    const frame = {
      title: titleOf(entries.length),
      visitor: visitorOf(request),
      path: query === '' ? '/' : `/?${query}`,
      script: 'board.js',
      refresh: 30,
    };
    const content = openBoard({ ...shown, now: time, zone });
    return reply.type('text/html').send(render(page(frame, content)));
  });
  mountBoardStream(server, parts);
  server.get('/resolved', async (request, reply) => {
    const seen = visibleReader(reader, viewerOf(request));
    const views = await seen.list({ status: ['resolved'], limit: 200 }, now());
    const rows = views.map((view) => ({ view, worker: workerOf(view.events) }));
    const content = resolvedBoard(rows, namesIn(inventory()));
    const frame = { title: 'Resolved', visitor: visitorOf(request), path: '/resolved' };
    return reply.type('text/html').send(render(page(frame, content)));
  });
}

/** Customers of the inventory and plans of what is open, as far as they are visible. */
function choicesFor(viewer: Viewer, { entries }: BoardState, { inventory }: PageParts): Choices {
  const isVisible = visibleTo(viewer);
  const seen = entries.filter(({ incident }) => isVisible(incident.raised));
  const customers = [...inventory().customers]
    .filter(([customer]) => isVisible({ customer }))
    .map(([key, { name }]) => [key, name] as const);
  const plans = [...new Set(seen.map(({ plan }) => plan.name))].sort();
  return { customers, plans, mine: may(viewer, 'act') };
}
