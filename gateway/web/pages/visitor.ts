import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { sendProblem } from '../problem.ts';
import {
  formKey,
  isFormKey,
  openSession,
  type Session,
  sealSession,
  sessionLength,
} from '../session.ts';
import type { Visitor } from './layout.ts';
import type { PageParts } from './parts.ts';

/** What sessions depend on. */
type Desk = Pick<PageParts, 'token' | 'baseUrl' | 'now'>;

/** Routes with forms judge for themselves who may send them: by session and form key, not by a header. */
export const formRoute = { config: { ownAuthentication: true } } as const;

/** Who looks, as far as the cookie of the request says. */
export function visitorOf(request: FastifyRequest, { token, now }: Desk): Visitor | undefined {
  const sealed = request.cookies[cookieName];
  const session = sealed === undefined ? undefined : openSession(sealed, token, now());
  if (sealed === undefined || session === undefined) return undefined;
  return { session, formKey: formKey(sealed, token) };
}

/** Begins a session. */
export function welcome(reply: FastifyReply, session: Session, { token, baseUrl }: Desk): void {
  reply.setCookie(cookieName, sealSession(session, token), {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: baseUrl?.startsWith('https:') ?? false,
    maxAge: sessionLength / 1000,
  });
}

/** Ends it. */
export function farewell(reply: FastifyReply): void {
  reply.clearCookie(cookieName, { path: '/' });
}

/** Takes a form only from somebody who has signed in, and only from a page that this server gave out. */
export function requireVisitor({ token, now }: Desk): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const sealed = request.cookies[cookieName] ?? '';
    if (openSession(sealed, token, now()) === undefined) return reply.redirect('/sign-in', 303);
    const { form_key: given } = Object(request.body) as { readonly form_key?: unknown };
    if (typeof given === 'string' && isFormKey(given, sealed, token)) return;
    return sendProblem(reply, 403, 'this form is not from your session: open its page again');
  };
}

/** Refuses a form that a page of somebody else sends, as browsers tell (Fetch Metadata). */
export const requireOwnSite: preHandlerAsyncHookHandler = async (request, reply) => {
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return;
  return sendProblem(reply, 403, 'this form was sent by another site');
};

const cookieName = 'watchclock_session';
