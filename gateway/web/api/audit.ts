import { Type } from 'typebox';
import type { SchemaServer } from '../schemas.ts';
import { auditSchema, entryBody } from './account-schema.ts';
import { answers } from './openapi.ts';
import type { ApiParts } from './parts.ts';

/** `GET /api/v1/audit`: who signed in, who read which report, what was changed about accounts. */
export function mountAudit(server: SchemaServer, { store }: ApiParts): void {
  const options = { schema, config: { right: 'audit' } } as const;
  server.get('/api/v1/audit', options, async ({ query }) => ({
    entries: (await store.audit.latest(query.limit)).map(entryBody),
  }));
}

const schema = {
  summary: 'The audit log, the newest entries first',
  querystring: Type.Object(
    {
      limit: Type.Integer({
        minimum: 1,
        maximum: 10_000,
        default: 500,
        expected: 'from 1 to 10000',
      }),
    },
    { additionalProperties: false },
  ),
  response: answers({ 200: auditSchema }, 400, 401, 403),
};
