import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accountOf, type OpenId } from '../../../access/openid.ts';
import { randomToken, tokenDigest } from '../../../access/token.ts';
import { html, render } from '../../html.ts';
import { sendProblem } from '../../problem.ts';
import { welcome } from '../../session.ts';
import { page } from '../layout.ts';
import type { PageParts } from '../parts.ts';
import { textsIn } from '../texts-in.ts';
import { ownPath } from './sign-in.ts';

const path = '/sign-in/openid';
const cookieName = 'watchclock_openid';
/** How long somebody may take at the provider, in milliseconds. */
const patience = 10 * 60_000;

/** `/sign-in/openid` sends somebody to the provider, and `/sign-in/openid/callback` takes them back. */
export function mountOpenId(
  server: FastifyInstance,
  parts: PageParts & { readonly openid: OpenId },
): void {
  const { openid, accounts, audit, now } = parts;
  const { journeys } = parts.store;
  const everybody = { config: { open: true } } as const;
  server.get(path, everybody, async (request, reply) => {
    const begun = await openid.begin(callbackOf(request, parts)).catch((error: Error) => {
      request.log.warn({ err: error }, 'a provider of OpenID Connect does not answer as it should');
      return undefined;
    });
    if (begun === undefined) {
      return sendProblem(
        reply,
        502,
        `${openid.name} cannot be asked for now: its answer is not as it should be`,
      );
    }
    const { url, journey } = begun;
    const key = randomToken();
    const start = now();
    const times = { now: start, until: start + patience };
    const traveller = { journey, next: ownPath(textsIn(request.query).next) };
    await journeys.keep(tokenDigest(key), traveller, times);
    // Lax: the way back comes from another site.
    reply.setCookie(cookieName, key, {
      path,
      httpOnly: true,
      sameSite: 'lax',
      secure: isSecure(parts),
      maxAge: patience / 1000,
    });
    return reply.redirect(url.href, 303);
  });
  server.get(`${path}/callback`, everybody, async (request, reply) => {
    const key = request.cookies[cookieName] ?? '';
    const waiting = await journeys.take(tokenDigest(key), now());
    reply.clearCookie(cookieName, { path });
    if (waiting === undefined)
      return sendProblem(
        reply,
        403,
        'this sign-in was not begun here, or took too long: begin again',
      );
    const refuse = async (about: string) => {
      await audit.record(
        { kind: 'sign-in refused', who: '', about: `${openid.name}: ${about}`, from: request.ip },
        now(),
      );
      return sendProblem(reply, 403, `${openid.name}: ${about}`);
    };
    const answer = new URL(callbackOf(request, parts));
    answer.search = new URL(request.url, answer).search;
    const vouched = await openid.finish(answer, waiting.journey).catch((error: Error) => {
      request.log.warn({ err: error }, 'a sign-in at the provider failed');
      return undefined;
    });
    if (vouched === undefined) return refuse('it does not vouch for you');
    const account = await accountOf(vouched, accounts);
    if (account === undefined) return refuse('there is no account for you here');
    await audit.record(
      { kind: 'signed in', who: account.name, about: openid.name, from: request.ip },
      now(),
    );
    const who = { account: account.name, displayName: account.displayName, proof: null };
    await welcome({ request, reply }, who, parts);
    return goOn(reply, waiting.next);
  });
}

/** Browsers send a strict cookie to no page that another site led to: this one leads on by itself. */
function goOn(reply: FastifyReply, next: string): FastifyReply {
  reply.header('refresh', `0;url=${encodeURI(next)}`);
  const content = html`<section class="panel sign-in"><h1>Signed in</h1><p><a href="${next}">Go on</a></p></section>`;
  const frame = { title: 'Signed in', visitor: undefined, path: '/sign-in' };
  return reply.type('text/html').send(render(page(frame, content)));
}

function callbackOf({ headers }: FastifyRequest, { baseUrl }: Pick<PageParts, 'baseUrl'>): string {
  return new URL(`${path}/callback`, baseUrl ?? `http://${headers.host}`).href;
}

function isSecure({ baseUrl }: Pick<PageParts, 'baseUrl'>): boolean {
  return baseUrl?.startsWith('https:') ?? false;
}
