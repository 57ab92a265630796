import type { preHandlerAsyncHookHandler } from 'fastify';
import { sendProblem } from '../problem.ts';
import { isFormKey } from '../session.ts';

/** Takes a form only from a page that this server gave out, to this very session. */
const requireFormKey: preHandlerAsyncHookHandler = async (request, reply) => {
  const cookie = request.recognised?.cookie;
  const { form_key: given } = Object(request.body) as { readonly form_key?: unknown };
  if (cookie !== undefined && typeof given === 'string' && isFormKey(given, cookie)) return;
  return sendProblem(reply, 403, 'this form is not from your session: open its page again');
};

/** Refuses a form that a page of somebody else sends, as browsers tell (Fetch Metadata). */
export const requireOwnSite: preHandlerAsyncHookHandler = async (request, reply) => {
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return;
  return sendProblem(reply, 403, 'this form was sent by another site');
};

/** The options of a route that takes a form from somebody who has signed in. */
export const formRoute = {
  config: { form: true },
  preHandler: [requireOwnSite, requireFormKey],
};
