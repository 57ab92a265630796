import type { FastifyInstance, FastifyRequest } from 'fastify';
import { matchesSecret } from '../../../plugins/settings/secret.ts';
import { render } from '../html.ts';
import { page } from './layout.ts';
import type { PageParts } from './parts.ts';
import { ownPath, signInPage } from './sign-in.ts';
import {
  farewell,
  formRoute,
  requireOwnSite,
  requireVisitor,
  visitorOf,
  welcome,
} from './visitor.ts';

/** `/sign-in` and `/sign-out` */
export function mountSignIn(server: FastifyInstance, parts: PageParts): void {
  const { tokenFile } = parts;
  const show = (request: FastifyRequest, next: string, complaint?: string) => {
    const frame = { title: 'Sign in', visitor: visitorOf(request, parts), path: next };
    return render(page(frame, signInPage({ next, tokenFile, complaint })));
  };
  server.get('/sign-in', async (request, reply) => {
    const { next } = fields(request.query);
    return reply.type('text/html').send(show(request, ownPath(next)));
  });
  const taking = { ...formRoute, preHandler: requireOwnSite };
  server.post('/sign-in', taking, async (request, reply) => {
    const { name = '', token = '', next } = fields(request.body);
    const complaint = complaintAbout(name, matchesSecret(parts.token, token.trim()));
    if (complaint !== undefined) {
      return reply
        .code(403)
        .type('text/html')
        .send(show(request, ownPath(next), complaint));
    }
    welcome(reply, { name: name.trim(), since: parts.now() }, parts);
    return reply.redirect(ownPath(next), 303);
  });
  const leaving = { ...formRoute, preHandler: [requireOwnSite, requireVisitor(parts)] };
  server.post('/sign-out', leaving, async (_request, reply) => {
    farewell(reply);
    return reply.redirect('/', 303);
  });
}

function complaintAbout(name: string, known: boolean): string | undefined {
  if (!known) return 'That is not the token.';
  return /^\P{Cc}{1,200}$/u.test(name.trim()) ? undefined : 'Please say who you are.';
}

/** What a query or a form may hold, each a text if it is there once. */
function fields(given: unknown): {
  readonly name?: string;
  readonly token?: string;
  readonly next?: string;
} {
  const texts = Object.entries(Object(given)).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts);
}
