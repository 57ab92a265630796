import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Right } from '../access/role.ts';
import { may, type Viewer } from '../access/viewer.ts';
import { type Identities, identify, isReading, type Recognised } from './identify.ts';
import { sendProblem, wantsPage } from './problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sends it, once the gate has seen it. */
    recognised: Recognised | null;
  }
}

/** Lets nobody in who may not do what the route is for; every route passes here unless it says that it judges itself. */
export function guardEntry(server: FastifyInstance, identities: Identities): void {
  server.decorateRequest('recognised', null);
  server.addHook('onRequest', async (request, reply) => {
    const { config } = request.routeOptions;
    if (request.is404 || config.ownAuthentication === true) return;
    request.recognised = (await identify(request, identities)) ?? null;
    if (config.open === true) return;
    if (request.recognised === null) return askWho(request, reply);
    const needed = config.right ?? usualRight(request);
    if (!may(request.recognised.viewer, needed)) return refuse(reply, request, needed);
  });
}

/** Who sends a request that has passed the gate. */
export function viewerOf({ recognised }: FastifyRequest): Viewer {
  if (recognised === null) throw new Error('nobody was recognised on a route that needs somebody');
  return recognised.viewer;
}

function usualRight(request: FastifyRequest): Right {
  return isReading(request) || request.routeOptions.config.form === true ? 'read' : 'act';
}

function askWho(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { form } = request.routeOptions.config;
  if (form === true) return reply.redirect('/sign-in', 303);
  if (isReading(request) && wantsPage(reply)) {
    return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303);
  }
  reply.header('www-authenticate', 'Bearer');
  return sendProblem(reply, 401, 'this call needs a token as "Authorization: Bearer TOKEN"');
}

function refuse(reply: FastifyReply, request: FastifyRequest, needed: Right): FastifyReply {
  const { name, role } = viewerOf(request);
  return sendProblem(
    reply,
    403,
    `${name} (${role}) may not do this: it needs the right to ${words[needed]}`,
  );
}

const words: Readonly<Record<Right, string>> = {
  read: 'read',
  act: 'act on incidents',
  raise: 'raise incidents',
  'announce maintenance': 'announce maintenance',
  deliver: 'deliver results',
  'deliver notifications': 'deliver notifications',
  operate: 'see how the gateway does',
  audit: 'read the audit log',
  administer: 'look after accounts',
};
