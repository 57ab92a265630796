import { sendProblem } from '../problem.ts';
import type { SchemaServer } from '../schemas.ts';
import { actorOf } from './actor.ts';
import { commandSchema, toCommand } from './commands.ts';
import { instantOf } from './fields.ts';
import { incidentDetailBody } from './incident-body.ts';
import { incidentDetailSchema } from './incident-schema.ts';
import { idSchema, incidentPath, noIncident } from './incidents.ts';
import { answers, needsToken } from './openapi.ts';
import type { ApiParts } from './parts.ts';

/** `POST /api/v1/incidents/{id}/events`: what a person does to an incident. */
export function mountEvents(server: SchemaServer, { intake, reader, store, now }: ApiParts): void {
  server.post(`${incidentPath}/events`, { schema: eventSchema }, async (request, reply) => {
    const { body, params } = request;
    if ((await store.incident(params.id)) === undefined) {
      return sendProblem(reply, 404, noIncident(params.id));
    }
    const outcome = await intake.submit({
      kind: 'command',
      incident: params.id,
      command: toCommand(body),
      actor: actorOf(body.actor),
      ...(body.at !== undefined && { at: instantOf(body.at) }),
      ...(body.version !== undefined && { version: body.version }),
    });
    if ('refused' in outcome) return sendProblem(reply, 409, outcome.refused);
    const view = await reader.incident(params.id, now());
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
    ...[400, 401, 404, 409, 413, 415],
  ),
};
