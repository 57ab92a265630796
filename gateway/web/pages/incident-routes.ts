import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayCommand } from '../../access/may-command.ts';
import { actorOf } from '../../access/viewer.ts';
import { visibleReader } from '../../access/visible.ts';
import { noIncident } from '../api/incidents.ts';
import { viewerOf } from '../gate.ts';
import { render } from '../html.ts';
import { sendProblem } from '../problem.ts';
import { readAction } from './action-form.ts';
import { formRoute } from './form-route.ts';
import { incidentPage } from './incident-page.ts';
import { page } from './layout.ts';
import { namesIn } from './names.ts';
import type { PageParts } from './parts.ts';
import { visitorOf } from './visitor.ts';

const path = '/incidents/:id(^[1-9]\\d{0,8}$)';

interface Route {
  readonly Params: { readonly id: string };
}

/** `/incidents/{id}` and the forms on it */
export function mountIncidents(server: FastifyInstance, parts: PageParts): void {
  const { reader, intake, inventory, now } = parts;
  const show = async (request: FastifyRequest<Route>, reply: FastifyReply, notice?: string) => {
    const id = Number(request.params.id);
    const view = await visibleReader(reader, viewerOf(request)).incident(id, now());
    if (view === undefined) return sendProblem(reply, 404, noIncident(id));
    const visitor = visitorOf(request);
    const context = { names: namesIn(inventory()), formKey: visitor?.formKey, notice };
    const frame = { title: `#${id} ${view.incident.summary}`, visitor, path: `/incidents/${id}` };
    return reply.type('text/html').send(render(page(frame, incidentPage(view, context))));
  };
  server.get<Route>(path, (request, reply) => show(request, reply));
  server.post<Route>(`${path}/actions`, formRoute, async (request, reply) => {
    const id = Number(request.params.id);
    const action = readAction(request.body);
    if ('complaint' in action) return show(request, reply.code(400), action.complaint);
    const viewer = viewerOf(request);
    if (!mayCommand(viewer, action.command.kind))
      return sendProblem(reply, 403, `${viewer.role}s may not do this`);
    if ((await visibleReader(reader, viewer).incident(id, now())) === undefined)
      return sendProblem(reply, 404, noIncident(id));
    const outcome = await intake.submit({
      kind: 'command',
      incident: id,
      command: action.command,
      actor: actorOf(viewer),
    });
    if ('refused' in outcome) return show(request, reply.code(409), outcome.refused);
    return reply.redirect(`/incidents/${request.params.id}`, 303);
  });
}
