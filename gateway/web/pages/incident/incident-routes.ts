import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayCommand } from '../../../access/may-command.ts';
import { actorOf, may, type Viewer } from '../../../access/viewer.ts';
import { visibleReader } from '../../../access/visible.ts';
import type { IncidentView } from '../../../incident/incident-reader.ts';
import { textOf } from '../../../incident-event.ts';
import type { Outcome } from '../../../intake/outcome.ts';
import { suggest } from '../../../solutions/solution.ts';
import { noIncident } from '../../api/incidents.ts';
import { viewerOf } from '../../gate.ts';
import { type Html, html, render } from '../../html.ts';
import { sendProblem } from '../../problem.ts';
import { sendAttachment } from '../../send-attachment.ts';
import { formRoute } from '../form-route.ts';
import { page, type Visitor } from '../layout.ts';
import { namesIn } from '../names.ts';
import type { PageParts } from '../parts.ts';
import { solutionPanel } from '../solutions/solution-panel.ts';
import { visitorOf } from '../visitor.ts';
import { acknowledgement } from './acknowledgement.ts';
import { contextFor } from './action-context.ts';
import { type AskedAction, readAction } from './action-form.ts';
import { conflictNotice } from './conflict-notice.ts';
import { incidentPage } from './incident-page.ts';
import { monitoring, readMonitored } from './monitoring.ts';

const path = '/incidents/:id(^[1-9]\\d{0,8}$)';

interface Route {
  readonly Params: { readonly id: string };
}

interface FileRoute {
  readonly Params: { readonly id: string; readonly version: string };
}

/** `/incidents/{id}`, the files of it, and the forms on it */
export function mountIncidents(server: FastifyInstance, parts: PageParts): void {
  server.get<Route>(path, async (request, reply) => {
    const view = await seenBy(request, parts);
    if (view === undefined) return sendProblem(reply, 404, noIncident(Number(request.params.id)));
    const { raised } = Object(request.query) as { readonly raised?: string };
    const notice = raised === undefined ? undefined : acknowledgement(view);
    return show({ request, reply, parts }, view, { notice });
  });
  server.get<FileRoute>(`${path}/attachments/:version(^[1-9]\\d{0,8}$)`, async (request, reply) => {
    const view = await seenBy(request, parts);
    if (view === undefined) return sendProblem(reply, 404, noIncident(Number(request.params.id)));
    return sendAttachment(reply, view, Number(request.params.version), parts.store.attachments);
  });
  server.post<Route>(`${path}/actions`, formRoute, async (request, reply) => {
    const view = await seenBy(request, parts);
    if (view === undefined) return sendProblem(reply, 404, noIncident(Number(request.params.id)));
    const exchange = { request, reply, parts };
    const asked = readAction(request.body);
    if ('complaint' in asked) {
      reply.code(400);
      return show(exchange, view, { notice: complaint(asked.complaint) });
    }
    const viewer = viewerOf(request);
    if (!mayCommand(viewer, asked.command.kind)) {
      return sendProblem(reply, 403, `a ${viewer.role} may not do this`);
    }
    return act(exchange, view, asked);
  });
}

interface Exchange {
  readonly request: FastifyRequest<Route>;
  readonly reply: FastifyReply;
  readonly parts: PageParts;
}

/** Again while only monitoring was quicker: nobody has to read that twice. */
async function act(exchange: Exchange, view: IncidentView, asked: AskedAction): Promise<unknown> {
  const { request, reply, parts } = exchange;
  if (isOvertaken(view, asked)) return showConflict(exchange, view, asked);
  const outcome = await submit(view, asked, viewerOf(request), parts);
  if (!('refused' in outcome)) return reply.redirect(`/incidents/${view.incident.id}`, 303);
  const later = (await seenBy(request, parts)) ?? view;
  if (later.incident.version > view.incident.version) return act(exchange, later, asked);
  reply.code(409);
  return show(exchange, later, { notice: complaint(outcome.refused) });
}

interface Shown {
  readonly notice?: Html | undefined;
  readonly seen?: number | undefined;
}

function seenBy(request: FastifyRequest<Route | FileRoute>, { reader, now }: PageParts) {
  const id = Number(request.params.id);
  return visibleReader(reader, viewerOf(request)).incident(id, now());
}

async function show(
  { request, reply, parts }: Exchange,
  view: IncidentView,
  { notice, seen }: Shown,
) {
  const { inventory, store, now } = parts;
  const visitor = visitorOf(request);
  const { id, summary, raisedAt } = view.incident;
  const { zone } = view.clocks.history.plan.calendar;
  const context = {
    ...{ names: namesIn(inventory()), notice, seen },
    actions: visitor && contextFor(view, visitor, inventory()),
    solutions: await known(view, visitor, store.solutions),
    monitoring: monitoring(await readMonitored(view, store.results, now()), raisedAt, zone),
  };
  const frame = { title: `#${id} ${summary}`, visitor, path: `/incidents/${id}` };
  return reply.type('text/html').send(render(page(frame, incidentPage(view, context))));
}

/** Engineers are shown what is known; a customer’s contact has no use for other customers’ troubles. */
async function known(
  { incident, events }: IncidentView,
  visitor: Visitor | undefined,
  solutions: PageParts['store']['solutions'],
): Promise<Html> {
  if (visitor?.formKey === undefined || !may(visitor.viewer, 'act')) return html``;
  const resolved = events.findLast(({ event }) => event.kind === 'resolved')?.event;
  const cause = resolved?.kind === 'resolved' ? textOf(resolved.cause) : '';
  const suggestions = await suggest(incident, solutions);
  return solutionPanel(incident, suggestions, { formKey: visitor.formKey, cause });
}

/** Somebody has done something since; what monitoring says meanwhile keeps nobody from going on. */
function isOvertaken({ events }: IncidentView, { version }: AskedAction): boolean {
  if (version === undefined) return false;
  return events.some((event) => event.version > version && isPerson(event.actor.kind));
}

function isPerson(kind: string): boolean {
  return kind === 'engineer' || kind === 'customer';
}

function submit(
  { incident }: IncidentView,
  { command, version }: AskedAction,
  viewer: Viewer,
  { intake }: PageParts,
): Promise<Outcome> {
  const actor = actorOf(viewer);
  // What was just judged is what it is done to: whoever is quicker by a moment is seen too.
  const last = version === undefined ? {} : { version: incident.version };
  return intake.submit({ kind: 'command', incident: incident.id, command, actor, ...last });
}

function showConflict(exchange: Exchange, view: IncidentView, asked: AskedAction) {
  const { version: seen } = asked;
  const { request, reply, parts } = exchange;
  const visitor = visitorOf(request);
  const actions = visitor && contextFor(view, visitor, parts.inventory());
  reply.code(409);
  return show(exchange, view, { seen, notice: actions && conflictNotice(view, asked, actions) });
}

function complaint(text: string): Html {
  return html`<p class="notice" role="alert"><bdi>${text}</bdi></p>`;
}
