import { Type } from 'typebox';
import type { Inventory } from '../../../nagios-config/inventory/model.ts';
import { showValue } from '../../../plugins/settings/problem.ts';
import { type Viewer, visibleTo } from '../../access/viewer.ts';
import { decodeResult } from '../../receivers/web/decode.ts';
import type { Received } from '../../results/received-check.ts';
import { type Complaint, refuseIf } from '../complaint.ts';
import { viewerOf } from '../gate.ts';
import type { SchemaServer } from '../schemas.ts';
import { answers, needsToken } from './openapi.ts';
import type { ApiParts } from './parts.ts';
import { passiveResultSchema } from './passive-result.ts';

/** `POST /api/v1/results`: takes the whole array or, when something in it is wrong, nothing of it. */
export function mountResults(server: SchemaServer, { intake, inventory, now }: ApiParts): void {
  const options = {
    schema: resultsSchema,
    bodyLimit,
    config: { right: 'deliver', door: 'http' },
  } as const;
  server.post('/api/v1/results', options, async (request) => {
    const { body } = request;
    const received = body.map((result) => decodeResult(result, now()));
    refuseIf(received.flatMap(complaints), 400);
    refuseIf(strangersIn(body, inventory(), viewerOf(request)), 403);
    const results = received.filter((each) => each.kind === 'result');
    const outcomes = await Promise.all(
      results.map(({ result }) => intake.submit({ kind: 'signal', signal: result })),
    );
    const changed = outcomes.flatMap((outcome) =>
      'refused' in outcome || outcome.events === 0 ? [] : (outcome.incident?.id ?? []),
    );
    return { accepted: body.length, incidents: [...new Set(changed)] };
  });
}

/** What the schema cannot know: a host has three states only. */
function complaints(received: Received, index: number): readonly Complaint[] {
  return received.kind === 'result' ? [] : [{ pointer: `/${index}/code`, detail: received.why }];
}

/** Who delivers for one customer speaks for its hosts only. */
function strangersIn(
  body: readonly { readonly host: string }[],
  { hosts }: Inventory,
  viewer: Viewer,
): readonly Complaint[] {
  const isVisible = visibleTo(viewer);
  return body.flatMap(({ host }, index) =>
    isVisible(hosts.get(host) ?? { customer: null })
      ? []
      : [{ pointer: `/${index}/host`, detail: `${viewer.name} has no host ${showValue(host)}` }],
  );
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
  response: answers({ 200: accepted }, 400, 401, 403, 413, 415, 503),
};
