import type { FastifyInstance } from 'fastify';
import { standard } from '../../../../sla/plan.ts';
import { may } from '../../../access/viewer.ts';
import { viewerOf } from '../../gate.ts';
import { render } from '../../html.ts';
import { sendProblem } from '../../problem.ts';
import { formRoute } from '../form-route.ts';
import { page } from '../layout.ts';
import type { PageParts } from '../parts.ts';
import { visitorOf } from '../visitor.ts';
import { outboxPage } from './outbox-page.ts';

/** How many messages of each kind the page shows; `watchclock outbox list` shows more. */
const shown = 200;

interface Route {
  readonly Params: { readonly id: string; readonly verb: 'replay' | 'drop' };
}

/** `/outbox`: what was given up and what waits, and the forms on it */
export function mountOutbox(server: FastifyInstance, parts: PageParts): void {
  const { outbox, now, sendDue } = parts;
  server.get('/outbox', { config: { right: 'operate' } }, async (request, reply) => {
    const visitor = visitorOf(request);
    const [dead, waiting] = await Promise.all([
      outbox.list({ state: ['dead'], limit: shown }),
      outbox.list({ state: ['waiting'], limit: shown }),
    ]);
    const content = outboxPage({ dead, waiting, formKey: visitor?.formKey, zone });
    const frame = { title: 'Outbox', visitor, path: '/outbox' };
    return reply.type('text/html').send(render(page(frame, content)));
  });
  const path = '/outbox/:id(^[0-9a-f]{16}$)/:verb(^replay$|^drop$)';
  server.post<Route>(path, formRoute, async (request, reply) => {
    const viewer = viewerOf(request);
    if (!may(viewer, 'act')) return sendProblem(reply, 403, `${viewer.role}s may not do this`);
    const { id, verb } = request.params;
    // Somebody else may have been quicker; the page shows how it stands then.
    await outbox[verb](id, now());
    sendDue();
    return reply.redirect('/outbox', 303);
  });
}

const { zone } = standard.calendar;
