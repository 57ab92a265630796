import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { personal } from '../../incident-event.ts';
import { noIncident } from '../api/incidents.ts';
import { render } from '../html.ts';
import { sendProblem } from '../problem.ts';
import { readAction } from './action-form.ts';
import { incidentPage } from './incident-page.ts';
import { page } from './layout.ts';
import { namesIn } from './names.ts';
import type { PageParts } from './parts.ts';
import { formRoute, requireOwnSite, requireVisitor, visitorOf } from './visitor.ts';

const path = '/incidents/:id(^[1-9]\\d{0,8}$)';

interface Route {
  readonly Params: { readonly id: string };
}

/** `/incidents/{id}` and the forms on it */
export function mountIncidents(server: FastifyInstance, parts: PageParts): void {
  const { reader, intake, inventory, now } = parts;
  const show = async (request: FastifyRequest<Route>, reply: FastifyReply, notice?: string) => {
    const id = Number(request.params.id);
    const view = await reader.incident(id, now());
    if (view === undefined) return sendProblem(reply, 404, noIncident(id));
    const visitor = visitorOf(request, parts);
    const context = { names: namesIn(inventory()), formKey: visitor?.formKey, notice };
    const frame = { title: `#${id} ${view.incident.summary}`, visitor, path: `/incidents/${id}` };
    return reply.type('text/html').send(render(page(frame, incidentPage(view, context))));
  };
  server.get<Route>(path, (request, reply) => show(request, reply));
  const acting = { ...formRoute, preHandler: [requireOwnSite, requireVisitor(parts)] };
  server.post<Route>(`${path}/actions`, acting, async (request, reply) => {
    const action = readAction(request.body);
    if ('complaint' in action) return show(request, reply.code(400), action.complaint);
    const name = visitorOf(request, parts)?.session.name ?? '';
    const outcome = await intake.submit({
      kind: 'command',
      incident: Number(request.params.id),
      command: action.command,
      actor: { kind: 'engineer', name: personal(name) },
    });
    if ('refused' in outcome) return show(request, reply.code(409), outcome.refused);
    return reply.redirect(`/incidents/${request.params.id}`, 303);
  });
}
