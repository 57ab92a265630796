import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Administration,
  addAccount,
  changeAccount,
  endSessions,
  knownAccount,
  setDisabled,
  setPassword,
} from '../../../access/administration.ts';
import { grantToken, revokeToken } from '../../../access/grant-token.ts';
import { RefusedChangeError } from '../../../access/refused-change.ts';
import { type Role, rightsOf, roles } from '../../../access/role.ts';
import { may } from '../../../access/viewer.ts';
import { administrationOf } from '../../administration-of.ts';
import { viewerOf } from '../../gate.ts';
import { type Html, render } from '../../html.ts';
import { formRoute } from '../form-route.ts';
import type { Given } from '../incident/actions.ts';
import { page } from '../layout.ts';
import type { PageParts } from '../parts.ts';
import { textsIn } from '../texts-in.ts';
import { visitorOf } from '../visitor.ts';
import { accountPage } from './account-page.ts';
import { accountPath, accountsPage } from './accounts-page.ts';
import { complaint } from './complaint-notice.ts';
import { madeUpPassword, type ShownOnce, shownOnce } from './shown-once.ts';
import { tokenPanel, wantedToken } from './token-panel.ts';

const reading = { config: { right: 'audit' } } as const;
const changing = { ...formRoute, config: { ...formRoute.config, right: 'administer' } } as const;

interface OneAccount {
  readonly Params: { readonly name: string };
}

/** `/accounts` and `/accounts/{name}`: what `watchclock account` does, by the same rules, for leads; auditors read. */
export function mountAccounts(server: FastifyInstance, parts: PageParts): void {
  server.get('/accounts', reading, async (request, reply) =>
    showAll({ request, reply, parts }, {}),
  );
  server.post('/accounts', changing, async (request, reply) => {
    const given = textsIn(request.body);
    const exchange = { request, reply, parts };
    const done = await attempt(() => add(given, administrationOf(request, parts)));
    if (done instanceof RefusedChangeError) {
      reply.code(422);
      return showAll(exchange, given, complaint(done));
    }
    const { name = '' } = given;
    return done === undefined
      ? reply.redirect(accountPath(name), 303)
      : showOne(exchange, name, shownOnce(done));
  });
  server.get<OneAccount>('/accounts/:name', reading, async (request, reply) =>
    showOne({ request, reply, parts }, request.params.name),
  );
  for (const [action, act] of Object.entries(actions)) {
    server.post<OneAccount>(`/accounts/:name/${action}`, changing, async (request, reply) => {
      const { name } = request.params;
      const desk = administrationOf(request, parts);
      const exchange = { request, reply, parts };
      const done = await attempt(() => act(name, textsIn(request.body), desk));
      if (done === undefined) return reply.redirect(accountPath(name), 303);
      if (!(done instanceof RefusedChangeError)) return showOne(exchange, name, shownOnce(done));
      reply.code(422);
      return showOne(exchange, name, complaint(done));
    });
  }
}

type Act = (name: string, given: Given, desk: Administration) => Promise<ShownOnce | undefined>;

/** What can be done to an account; what was made up on the way is the answer. */
const actions: Readonly<Record<string, Act>> = {
  change: async (name, { role, customer = '', displayName }, desk) => {
    const wanted = { role: roleOf(role), customer: customer === '' ? null : customer, displayName };
    await changeAccount(name, wanted, desk);
    return undefined;
  },
  password: async (name, { password = '' }, desk) => {
    const text = password === '' ? madeUpPassword() : password;
    await setPassword(name, text, desk);
    return password === '' ? { what: `The password of ${name}`, text } : undefined;
  },
  disable: async (name, _, desk) => {
    await setDisabled(name, true, desk);
    return undefined;
  },
  enable: async (name, _, desk) => {
    await setDisabled(name, false, desk);
    return undefined;
  },
  sessions: async (name, _, desk) => {
    await endSessions(name, desk);
    return undefined;
  },
  token: async (account, given, desk) => {
    const { text } = await grantToken({ account, ...wantedToken(given) }, desk);
    return { what: `A token of ${account}`, text };
  },
  revoke: async (account, { id = '' }, desk) => {
    await revokeToken(id, desk, account);
    return undefined;
  },
};

async function add(given: Given, desk: Administration): Promise<ShownOnce | undefined> {
  const { name = '', displayName = '', customer = '', password = '', elsewhere } = given;
  const madeUp = elsewhere !== '1' && password === '';
  const text = madeUp ? madeUpPassword() : password;
  await addAccount(
    {
      ...{ name, role: roleOf(given.role), customer: customer === '' ? null : customer },
      displayName: displayName === '' ? name : displayName,
      password: elsewhere === '1' ? null : text,
    },
    desk,
  );
  return madeUp ? { what: `The password of ${name}`, text } : undefined;
}

function roleOf(text: string | undefined): Role {
  const role = roles.find((each) => each === text);
  if (role !== undefined) return role;
  throw new RefusedChangeError(`must be one of ${roles.join(', ')}`, 'role');
}

/** What is not there becomes a problem; what is refused is for whoever filled in the form. */
async function attempt<Done>(work: () => Promise<Done>): Promise<Done | RefusedChangeError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RefusedChangeError && !error.isMissing) return error;
    throw error;
  }
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly parts: PageParts;
}

async function showAll({ request, reply, parts }: Exchange, given: Given, notice?: Html) {
  const visitor = visitorOf(request);
  const { customers } = parts.inventory();
  const formKey = keyFor(request);
  const form = formKey === undefined ? undefined : { formKey, given };
  const content = accountsPage({
    ...{ accounts: await parts.accounts.list(), customers, notice, form },
  });
  const frame = { title: 'Accounts', visitor, path: '/accounts' };
  return reply.type('text/html').send(render(page(frame, content)));
}

async function showOne({ request, reply, parts }: Exchange, name: string, notice?: Html) {
  const { accounts, store, now } = parts;
  const account = await knownAccount(name, { store: { accounts, audit: store.audit } });
  const tokens = (await accounts.tokens()).filter((token) => token.account === name);
  const formKey = keyFor(request);
  const rights = rightsOf[account.role];
  const content = accountPage({
    ...{ account, notice, formKey, customers: parts.inventory().customers },
    sessions: await accounts.sessions(name, now()),
    tokens: tokenPanel({ tokens, rights, path: accountPath(name), formKey }),
  });
  const frame = { title: name, visitor: visitorOf(request), path: accountPath(name) };
  return reply.type('text/html').send(render(page(frame, content)));
}

function keyFor(request: FastifyRequest): string | undefined {
  return may(viewerOf(request), 'administer') ? visitorOf(request)?.formKey : undefined;
}
