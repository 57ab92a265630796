import { mayCommand } from '../../access/may-command.ts';
import { visibleReader } from '../../access/visible.ts';
import { viewerOf } from '../gate.ts';
import { sendProblem } from '../problem.ts';
import type { SchemaServer } from '../schemas.ts';
import { actorOfCall } from './actor.ts';
import { commandSchema, toCommand } from './commands.ts';
import { instantOf } from './fields.ts';
import { incidentDetailBody } from './incident-body.ts';
import { incidentDetailSchema } from './incident-schema.ts';
import { idSchema, incidentPath, noIncident } from './incidents.ts';
import { answers, needsToken } from './openapi.ts';
import type { ApiParts } from './parts.ts';

/** `POST /api/v1/incidents/{id}/events`: what a person does to an incident. */
export function mountEvents(server: SchemaServer, { intake, reader, now }: ApiParts): void {
  const options = { schema: eventSchema, config: { right: 'raise' } } as const;
  server.post(`${incidentPath}/events`, options, async (request, reply) => {
    const { body, params } = request;
    const viewer = viewerOf(request);
    const seen = visibleReader(reader, viewer);
    if ((await seen.incident(params.id, now())) === undefined) {
      return sendProblem(reply, 404, noIncident(params.id));
    }
    if (!mayCommand(viewer, body.kind)) {
      return sendProblem(reply, 403, `${viewer.name} (${viewer.role}) may not do "${body.kind}"`);
    }
    const outcome = await intake.submit({
      kind: 'command',
      incident: params.id,
      command: toCommand(body),
      actor: actorOfCall(body.actor, viewer),
      ...(body.at !== undefined && { at: instantOf(body.at) }),
      ...(body.version !== undefined && { version: body.version }),
    });
    if ('refused' in outcome) return sendProblem(reply, 409, outcome.refused);
    const view = await seen.incident(params.id, now());
    reply.code(outcome.events > 0 ? 201 : 200);
    return view && incidentDetailBody(view);
  });
}

const eventSchema = {
  summary: 'Records what a person did; the clocks follow',
  description: 'Answers 201 with the incident, or 200 where nothing was new.',
  security: needsToken,
  params: idSchema,
  body: commandSchema,
  response: answers(
    { 200: incidentDetailSchema, 201: incidentDetailSchema },
    ...[400, 401, 403, 404, 409, 413, 415],
  ),
};
