import swagger from '@fastify/swagger';
import { type TSchema, Type } from 'typebox';
import { version } from '../../../plugins/check/version.ts';
import type { SchemaServer } from '../schemas.ts';

/** Describes every route that is mounted after it as OpenAPI 3.1, from the schemas that judge its requests. */
export async function documentApi(server: SchemaServer): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'watchclock',
        version,
        description: 'Incidents, their clocks, passive results and maintenance windows.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
  });
}

/** `GET /api/openapi.json` */
export function mountDocument(server: SchemaServer): void {
  server.get('/api/openapi.json', { schema: { hide: true } }, async () => server.swagger());
}

/** What a call that writes asks for, in the description. */
export const needsToken = [{ token: [] }];

/** The answers of a route: the good one, and the problems that it can come to. */
export function answers(good: { readonly [status: number]: TSchema }, ...problems: number[]) {
  const documents = problems.map((status) => [status, problem] as const);
  return { ...good, ...Object.fromEntries(documents) };
}

const problem = {
  description: 'What went wrong.',
  content: {
    'application/problem+json': {
      schema: Type.Object({
        type: Type.String(),
        title: Type.String(),
        status: Type.Integer(),
        detail: Type.String({ description: 'A sentence for whoever asked.' }),
        errors: Type.Optional(
          Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() })),
        ),
      }),
    },
  },
};
