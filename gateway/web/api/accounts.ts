import { type Static, Type } from 'typebox';
import {
  type Administration,
  addAccount,
  changeAccount,
  endSessions,
  knownAccount,
  setDisabled,
  setPassword,
} from '../../access/administration.ts';
import { grantToken, revokeToken } from '../../access/grant-token.ts';
import { administrationOf } from '../administration-of.ts';
import { viewerOf } from '../gate.ts';
import type { SchemaServer } from '../schemas.ts';
import * as schemas from './account-schema.ts';
import { answers, needsToken } from './openapi.ts';
import type { ApiParts } from './parts.ts';

const path = '/api/v1/accounts/:name';
const reading = { config: { right: 'audit' } } as const;
const changing = { config: { right: 'administer' } } as const;

/** `/api/v1/accounts`, their tokens and sessions: what `watchclock account` does, by the same rules. */
export function mountAccounts(server: SchemaServer, parts: ApiParts): void {
  const { accounts } = parts.store;
  server.get('/api/v1/account', { schema: whoSchema }, async (request) =>
    schemas.whoBody(viewerOf(request)),
  );
  server.get('/api/v1/accounts', { schema: listSchema, ...reading }, async () => ({
    accounts: (await accounts.list()).map(schemas.accountBody),
  }));
  server.get(path, { schema: showSchema, ...reading }, async ({ params }) =>
    schemas.accountBody(await knownAccount(params.name, parts)),
  );
  server.post('/api/v1/accounts', { schema: addSchema, ...changing }, async (request, reply) => {
    const { name, role, customer = null, displayName = name, password } = request.body;
    const wanted = { name, role, customer, displayName, password };
    const account = await addAccount(wanted, administrationOf(request, parts));
    reply.code(201).header('location', `/api/v1/accounts/${encodeURIComponent(name)}`);
    return schemas.accountBody(account);
  });
  server.patch(path, { schema: changeSchema, ...changing }, async (request) => {
    const { name } = request.params;
    await applyChange(name, request.body, administrationOf(request, parts));
    return schemas.accountBody(await knownAccount(name, parts));
  });
  server.delete(
    `${path}/sessions`,
    { schema: endSessionsSchema, ...changing },
    async (request, reply) => {
      await endSessions(request.params.name, administrationOf(request, parts));
      return reply.code(204).send();
    },
  );
  mountTokens(server, parts);
}

function mountTokens(server: SchemaServer, parts: ApiParts): void {
  server.get(`${path}/tokens`, { schema: tokensSchema, ...reading }, async ({ params }) => {
    const { name } = await knownAccount(params.name, parts);
    const tokens = await parts.store.accounts.tokens();
    return { tokens: tokens.filter(({ account }) => account === name).map(schemas.tokenBody) };
  });
  server.post(`${path}/tokens`, { schema: grantSchema, ...changing }, async (request, reply) => {
    const { scopes, label = '', days } = request.body;
    const wanted = { account: request.params.name, scopes, label, days };
    const { token, text } = await grantToken(wanted, administrationOf(request, parts));
    return reply.code(201).send({ ...schemas.tokenBody(token), token: text });
  });
  server.delete(
    `${path}/tokens/:id`,
    { schema: revokeSchema, ...changing },
    async (request, reply) => {
      const { id, name } = request.params;
      await revokeToken(id, administrationOf(request, parts), name);
      return reply.code(204).send();
    },
  );
}

async function applyChange(
  name: string,
  { password, disabled, ...rest }: Static<typeof schemas.accountChangeSchema>,
  desk: Administration,
): Promise<void> {
  if (Object.keys(rest).length > 0) await changeAccount(name, rest, desk);
  if (password !== undefined) await setPassword(name, password, desk);
  if (disabled !== undefined) await setDisabled(name, disabled, desk);
}

const nameSchema = Type.Object({ name: Type.String({ description: 'Whose account.' }) });
const nothing = Type.Null({ description: 'Done.' });

const whoSchema = {
  summary: 'Who calls, and what this call could do',
  response: answers({ 200: schemas.whoSchema }, 401),
};

const listSchema = {
  summary: 'All accounts, by name',
  response: answers(
    { 200: Type.Object({ accounts: Type.Array(schemas.accountSchema) }, { description: 'All.' }) },
    401,
    403,
  ),
};

const showSchema = {
  summary: 'An account',
  params: nameSchema,
  response: answers({ 200: schemas.accountSchema }, 401, 403, 404),
};

const addSchema = {
  summary: 'Adds an account',
  description: 'The first one must be a lead: with it, everybody has to sign in.',
  security: needsToken,
  body: schemas.newAccountSchema,
  response: answers({ 201: schemas.accountSchema }, 400, 401, 403, 409, 415, 422),
};

const changeSchema = {
  summary: 'Changes an account, and ends its sessions',
  security: needsToken,
  params: nameSchema,
  body: schemas.accountChangeSchema,
  response: answers({ 200: schemas.accountSchema }, 400, 401, 403, 404, 409, 415, 422),
};

const endSessionsSchema = {
  summary: 'Ends all sessions of an account',
  security: needsToken,
  params: nameSchema,
  response: answers({ 204: nothing }, 401, 403, 404),
};

const tokensSchema = {
  summary: 'The tokens of an account, without what they are',
  params: nameSchema,
  response: answers(
    { 200: Type.Object({ tokens: Type.Array(schemas.tokenSchema) }, { description: 'All.' }) },
    401,
    403,
    404,
  ),
};

const grantSchema = {
  summary: 'Makes a token for an account',
  security: needsToken,
  params: nameSchema,
  body: schemas.newTokenSchema,
  response: answers({ 201: schemas.freshTokenSchema }, 400, 401, 403, 404, 415, 422),
};

const revokeSchema = {
  summary: 'Ends a token',
  security: needsToken,
  params: Type.Object({ ...nameSchema.properties, id: Type.String({ description: 'Which one.' }) }),
  response: answers({ 204: nothing }, 401, 403, 404),
};
