import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyTypeProvider,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Static, TSchema } from 'typebox';
import { Convert, Default } from 'typebox/value';
import { WrongRequestError } from './complaint.ts';
import { validatorFor } from './validate.ts';

/** A server whose routes read what their schemas describe. */
export type SchemaServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  SchemaTypes
>;

interface SchemaTypes extends FastifyTypeProvider {
  readonly validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
  readonly serializer: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
}

/**
 * Makes a server judge requests by the typebox schemas of its routes, which document the answers too. Answers are sent
 * as they are: a schema must not cut off what it forgot to name.
 */
export function judgeBySchemas(server: FastifyInstance): void {
  server.setValidatorCompiler<TSchema>(({ schema, httpPart = 'body' }) => {
    const validate = validatorFor(schema);
    return (sent: unknown) => {
      // A query and a path consist of texts.
      const value = httpPart === 'body' ? sent : Convert(schema, Default(schema, sent));
      const complaints = validate(value);
      if (complaints.length === 0) return { value };
      return { error: new WrongRequestError(400, partNames[httpPart] ?? httpPart, complaints) };
    };
  });
  server.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
}

/** The same server, its routes typed by their schemas. */
export function withSchemas(server: FastifyInstance): SchemaServer {
  return server.withTypeProvider<SchemaTypes>();
}

const partNames: Readonly<Record<string, string>> = { querystring: 'query', params: 'path' };
