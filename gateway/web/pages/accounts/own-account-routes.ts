import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../../../access/account.ts';
import { knownAccount, note, setPassword } from '../../../access/administration.ts';
import { grantToken, revokeToken } from '../../../access/grant-token.ts';
import { RefusedChangeError } from '../../../access/refused-change.ts';
import { confirm } from '../../../access/sign-in.ts';
import { tokenDigest } from '../../../access/token.ts';
import { administrationOf } from '../../administration-of.ts';
import { viewerOf } from '../../gate.ts';
import { type Html, html, render } from '../../html.ts';
import { sendProblem } from '../../problem.ts';
import { sessionCookie, welcome } from '../../session.ts';
import { formRoute } from '../form-route.ts';
import { page } from '../layout.ts';
import type { PageParts } from '../parts.ts';
import { textsIn } from '../texts-in.ts';
import { visitorOf } from '../visitor.ts';
import { complaint } from './complaint-notice.ts';
import { ownAccountPage, sessionId } from './own-account-page.ts';
import { shownOnce } from './shown-once.ts';
import { tokenPanel, wantedToken } from './token-panel.ts';

/** `/account`: what somebody can do about their own account. A token cannot: what it is for was decided when it was made. */
export function mountOwnAccount(server: FastifyInstance, parts: PageParts): void {
  server.get('/account', async (request, reply) => {
    const account = await ownAccount(request, parts);
    if (account === undefined) return sendProblem(reply, 404, noAccount);
    return show({ request, reply, parts, account });
  });
  for (const [action, act] of Object.entries(actions)) {
    server.post(`/account/${action}`, formRoute, async (request, reply) => {
      const account = await ownAccount(request, parts);
      if (account === undefined) return sendProblem(reply, 404, noAccount);
      const exchange = { request, reply, parts, account };
      try {
        const done = await act(exchange);
        return typeof done === 'string' ? reply.redirect(done, 303) : show(exchange, done);
      } catch (error) {
        if (!(error instanceof RefusedChangeError)) throw error;
        reply.code(error.isMissing ? 404 : 422);
        return show(exchange, complaint(error));
      }
    });
  }
}

const noAccount = 'you have signed in with the gateway’s own token, which is nobody’s account';

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly parts: PageParts;
  readonly account: Account;
}

/** What can be done. Each answers where to go on, or what to show this once. */
const actions: Readonly<Record<string, (exchange: Exchange) => Promise<Html | string>>> = {
  password: changePassword,
  token: async ({ request, parts, account }) => {
    const wanted = { account: account.name, ...wantedToken(textsIn(request.body)) };
    const { text } = await grantToken(wanted, administrationOf(request, parts));
    return shownOnce({ what: 'Your token', text });
  },
  revoke: async ({ request, parts, account }) => {
    const { id = '' } = textsIn(request.body);
    await revokeToken(id, administrationOf(request, parts), account.name);
    return '/account';
  },
  session: async ({ request, parts, account }) => {
    const { id = '' } = textsIn(request.body);
    const { accounts, now } = parts;
    const sessions = await accounts.sessions(account.name, now());
    const session = sessions.find(({ digest }) => sessionId(digest) === id);
    if (session === undefined) throw new RefusedChangeError('there is no such session', null, true);
    await accounts.closeSession(session.digest);
    const about = `${account.name}: a session ended`;
    await note(administrationOf(request, parts), 'account changed', about);
    return '/account';
  },
};

/** The password goes on to be asked for: who sits down at somebody's open browser must not keep it. */
async function changePassword(exchange: Exchange): Promise<string> {
  const { request, reply, parts, account } = exchange;
  // Spaces at the ends belong to a password.
  const given = Object(request.body) as Readonly<Record<string, string | undefined>>;
  const { current = '', password = '', again = '' } = given;
  if (password !== again)
    throw new RefusedChangeError('the new password was not typed twice alike');
  const credentials = { name: account.name, password: current, from: request.ip };
  const known = await confirm(credentials, parts);
  if ('refused' in known) {
    const wrong = known.waitMs > 0 ? known.refused : 'the password you have is another one';
    throw new RefusedChangeError(wrong);
  }
  await setPassword(account.name, password, administrationOf(request, parts));
  const { name, displayName } = account;
  await welcome({ request, reply }, { account: name, displayName, proof: null }, parts);
  return '/account?changed=password';
}

async function ownAccount(request: FastifyRequest, { store }: PageParts) {
  const { account } = viewerOf(request);
  const hasSession = visitorOf(request)?.formKey !== undefined;
  return account === null || !hasSession ? undefined : knownAccount(account, { store });
}

async function show({ request, reply, parts, account }: Exchange, notice?: Html) {
  const { accounts, inventory, now } = parts;
  const visitor = visitorOf(request);
  const { formKey = '' } = visitor ?? {};
  const tokens = (await accounts.tokens()).filter((token) => token.account === account.name);
  const { rights } = viewerOf(request);
  const { changed } = textsIn(request.query);
  const done = html`<p class="notice good" role="status">Your password is another one now.</p>`;
  const { customer } = account;
  const content = ownAccountPage({
    ...{ account, formKey, notice: notice ?? (changed === 'password' ? done : undefined) },
    customer: customer === null ? undefined : inventory().customers.get(customer)?.name,
    sessions: await accounts.sessions(account.name, now()),
    current: tokenDigest(sessionCookie(request) ?? ''),
    tokens: tokenPanel({ tokens, rights, path: '/account', formKey }),
  });
  const frame = { title: 'Your account', visitor, path: '/account' };
  return reply.type('text/html').send(render(page(frame, content)));
}
