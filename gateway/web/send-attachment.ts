import type { FastifyReply } from 'fastify';
import type { IncidentView } from '../incident/incident-reader.ts';
import { textOf } from '../incident-event.ts';
import type { Attachments } from '../mail/attachment.ts';
import { sendProblem } from './problem.ts';

/**
 * Sends the file of an event of an incident, as something to keep and never to show: whoever wrote to us may have sent a
 * page with a script. What whoever asks does not see of the incident is not there.
 */
export async function sendAttachment(
  reply: FastifyReply,
  { incident, events }: IncidentView,
  version: number,
  attachments: Attachments,
): Promise<FastifyReply> {
  const event = events.find((each) => each.version === version)?.event;
  const missing = `incident ${incident.id} has no file at event ${version}`;
  if (event?.kind !== 'attached') return sendProblem(reply, 404, missing);
  const content = await attachments.content(event.digest);
  if (content === undefined) return sendProblem(reply, 410, 'this file was erased');
  const name = encodeURIComponent(textOf(event.name).toWellFormed()).replaceAll("'", '%27');
  reply.headers({
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'content-security-policy': "default-src 'none'; sandbox",
  });
  return reply.type('application/octet-stream').send(content);
}
