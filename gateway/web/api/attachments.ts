import { Type } from 'typebox';
import { visibleReader } from '../../access/visible.ts';
import { viewerOf } from '../gate.ts';
import { sendProblem } from '../problem.ts';
import type { SchemaServer } from '../schemas.ts';
import { sendAttachment } from '../send-attachment.ts';
import { idSchema, incidentPath, noIncident } from './incidents.ts';
import { answers } from './openapi.ts';
import type { ApiParts } from './parts.ts';

/** `GET /api/v1/incidents/{id}/attachments/{version}`: a file that came with a mail */
export function mountAttachments(server: SchemaServer, { store, reader, now }: ApiParts): void {
  const path = `${incidentPath}/attachments/:version(^[1-9]\\d{0,8}$)`;
  server.get(path, { schema }, async (request, reply) => {
    const { id, version } = request.params;
    const view = await visibleReader(reader, viewerOf(request)).incident(id, now());
    if (view === undefined) return sendProblem(reply, 404, noIncident(id));
    return sendAttachment(reply, view, version, store.attachments);
  });
}

const schema = {
  summary: 'A file of an incident, by the event with which it came',
  params: Type.Object({
    ...idSchema.properties,
    version: Type.Integer({ description: 'The version of its event, of kind `attached`.' }),
  }),
  response: {
    ...answers({}, 401, 404, 410),
    200: {
      description: 'The bytes of the file.',
      content: { 'application/octet-stream': { schema: Type.Unknown() } },
    },
  },
};
