import { Type } from 'typebox';
import { refuseIf } from '../complaint.ts';
import type { SchemaServer } from '../schemas.ts';
import { answers, needsToken } from './openapi.ts';
import type { ApiParts } from './parts.ts';
import { passiveResultSchema, resultComplaints, toSignal } from './passive-result.ts';

/** `POST /api/v1/results`: takes the whole array or, when something in it is wrong, nothing of it. */
export function mountResults(server: SchemaServer, { intake, now }: ApiParts): void {
  server.post('/api/v1/results', { schema: resultsSchema, bodyLimit }, async ({ body }) => {
    refuseIf(body.flatMap(resultComplaints), 400);
    const signals = body.map((result) => toSignal(result, now()));
    const outcomes = await Promise.all(
      signals.map((signal) => intake.submit({ kind: 'signal', signal })),
    );
    const changed = outcomes.flatMap((outcome) =>
      'refused' in outcome || outcome.events === 0 ? [] : (outcome.incident?.id ?? []),
    );
    return { accepted: body.length, incidents: [...new Set(changed)] };
  });
}

const bodyLimit = 32 * 1024 * 1024;

const accepted = Type.Object(
  {
    accepted: Type.Integer({ description: 'How many results.' }),
    incidents: Type.Array(Type.Integer(), { description: 'The incidents that they changed.' }),
  },
  { description: 'All of them are kept, durably.' },
);

const resultsSchema = {
  summary: 'Delivers passive results',
  description:
    'Answers when everything that follows from them is durable. If one of them is wrong none is taken; after any other error, sending all of them again does no harm.',
  security: needsToken,
  body: Type.Array(passiveResultSchema, {
    maxItems: 10_000,
    expected: 'a list of at most 10000 results',
    description: 'In the order in which the checks were run.',
  }),
  response: answers({ 200: accepted }, 400, 401, 413, 415, 503),
};
