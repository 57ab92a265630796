import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { matchesSecret } from '../../../../plugins/settings/secret.ts';
import { type SignInOutcome, signIn } from '../../../access/sign-in.ts';
import { render } from '../../html.ts';
import { farewell, proofOf, welcome } from '../../session.ts';
import { formRoute, requireOwnSite } from '../form-route.ts';
import { page } from '../layout.ts';
import type { PageParts } from '../parts.ts';
import { visitorOf } from '../visitor.ts';
import { ownPath, signInPage } from './sign-in.ts';

/** `/sign-in` and `/sign-out` */
export function mountSignIn(server: FastifyInstance, parts: PageParts): void {
  const { tokenFile, accounts, audit, openid, now } = parts;
  const show = async (exchange: Exchange, next: string, complaint?: string) => {
    const { request, reply } = exchange;
    const shown = { next, tokenFile, provider: openid?.name, complaint };
    const content = signInPage({ ...shown, accounts: await accounts.any() });
    const path = next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
    const frame = { title: 'Sign in', visitor: visitorOf(request), path };
    return reply.type('text/html').send(render(page(frame, content)));
  };
  server.get('/sign-in', { config: { open: true } }, async (request, reply) =>
    show({ request, reply }, ownPath(fields(request.query).next)),
  );
  const taking = { config: { open: true }, preHandler: requireOwnSite };
  server.post('/sign-in', taking, async (request, reply) => {
    const given = fields(request.body);
    const judge = given.token === undefined ? judgePassword : judgeToken;
    const outcome = await judge(given, request.ip, parts);
    const next = ownPath(given.next);
    if ('refused' in outcome) {
      return show({ request, reply: answerRefusal(reply, outcome) }, next, outcome.refused);
    }
    await welcome({ request, reply }, outcome, parts);
    return reply.redirect(next, 303);
  });
  server.post('/sign-out', formRoute, async (request, reply) => {
    const { viewer } = request.recognised ?? {};
    const who = viewer?.account ?? viewer?.name ?? '';
    await audit.record({ kind: 'signed out', who, about: '', from: request.ip }, now());
    await farewell({ request, reply }, parts);
    return reply.redirect('/', 303);
  });
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type Refused = Extract<SignInOutcome, { refused: string }>;
type Judged = Parameters<typeof welcome>[1] | Refused;

function answerRefusal(reply: FastifyReply, { waitMs }: Refused): FastifyReply {
  if (waitMs === 0) return reply.code(403);
  return reply.code(429).header('retry-after', String(Math.ceil(waitMs / 1000)));
}

async function judgePassword(given: Fields, from: string, parts: PageParts): Promise<Judged> {
  const { account: name = '', password = '' } = given;
  const outcome = await signIn({ name, password, from }, parts);
  if ('refused' in outcome) return outcome;
  const { account } = outcome;
  return { account: account.name, displayName: account.displayName, proof: null };
}

async function judgeToken(given: Fields, from: string, parts: PageParts): Promise<Judged> {
  const { attempts, audit, token, now } = parts;
  const name = given.name?.trim() ?? '';
  const keys = [{ by: 'address', value: from }] as const;
  const refuse = async (refused: string, waitMs = 0) => {
    const about = 'the gateway’s own token';
    await audit.record({ kind: 'sign-in refused', who: '', about, from }, now());
    return { refused, waitMs };
  };
  const attempt = await attempts.begin(keys, now());
  if (attempt.waitMs > 0) {
    return refuse('Too many sign-ins have failed: please wait.', attempt.waitMs);
  }
  if (!matchesSecret(token, given.token?.trim() ?? '')) return refuse('That is not the token.');
  await attempt.succeeded();
  if (!/^\P{Cc}{1,200}$/u.test(name)) return refuse('Please say who you are.');
  const about = 'with the gateway’s own token';
  await audit.record({ kind: 'signed in', who: name, about, from }, now());
  return { account: null, displayName: name, proof: proofOf(token) };
}

interface Fields {
  readonly account?: string;
  readonly password?: string;
  readonly name?: string;
  readonly token?: string;
  readonly next?: string;
}

/** What a query or a form may hold, each a text if it is there once. */
function fields(given: unknown): Fields {
  const texts = Object.entries(Object(given)).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts);
}
