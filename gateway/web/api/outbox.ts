import { type Static, Type } from 'typebox';
import type { OutboxEntry, OutboxFilter } from '../../outbox/box.ts';
import { describe } from '../../outbox/description.ts';
import { sendProblem } from '../problem.ts';
import type { SchemaServer } from '../schemas.ts';
import { written } from './fields.ts';
import { answers, needsToken } from './openapi.ts';
import type { ApiParts } from './parts.ts';

/** `GET /api/v1/outbox`, `GET /api/v1/outbox/{id}`, `POST /api/v1/outbox/{id}/replay` and `…/drop` */
export function mountOutbox(server: SchemaServer, { store, now, sendDue }: ApiParts): void {
  const { outbox } = store;
  const reading = { config: { right: 'operate' } } as const;
  server.get('/api/v1/outbox', { schema: listSchema, ...reading }, async ({ query }) => {
    return { outbox: (await outbox.list(filterOf(query))).map(messageBody) };
  });
  server.get(path, { schema: showSchema, ...reading }, async ({ params: { id } }, reply) => {
    const entry = await outbox.entry(id);
    return entry === undefined ? sendProblem(reply, 404, noMessage(id)) : messageBody(entry);
  });
  for (const verb of ['replay', 'drop'] as const) {
    const schema = schemaOf(verb);
    server.post(`${path}/${verb}`, { schema }, async ({ params: { id } }, reply) => {
      const entry = await outbox[verb](id, now());
      if (entry !== undefined) {
        sendDue();
        return messageBody(entry);
      }
      const known = await outbox.entry(id);
      if (known === undefined) return sendProblem(reply, 404, noMessage(id));
      return sendProblem(reply, 409, `message ${id} is ${known.state}: ${refusals[verb]}`);
    });
  }
}

const path = '/api/v1/outbox/:id(^[0-9a-f]{16}$)';

/** The sentence about a message that is not there. */
function noMessage(id: string): string {
  return `there is no message ${id}`;
}

const refusals = {
  replay: 'only one that is dead, skipped or dropped is sent after all',
  drop: 'only one that waits or is dead is given up',
} as const;

const states = ['waiting', 'dead', 'sent', 'skipped', 'dropped'] as const;

const querySchema = Type.Object(
  {
    state: Type.Enum([...states, 'all'], { default: 'dead' }),
    incident: Type.Optional(Type.Integer({ minimum: 1, expected: 'the number of an incident' })),
    limit: Type.Integer({
      minimum: 1,
      maximum: 10_000,
      default: 1_000,
      expected: 'from 1 to 10000',
    }),
  },
  { additionalProperties: false },
);

function filterOf({ state, incident, limit }: Static<typeof querySchema>): OutboxFilter {
  return {
    limit,
    ...(state !== 'all' && { state: [state] }),
    ...(incident !== undefined && { incident }),
  };
}

/** A message as the API writes it: what it is and how it fares, without the texts that it carries. */
export type MessageBody = Static<typeof messageSchema>;

function messageBody(entry: OutboxEntry): MessageBody {
  const { id, content, state, attempts, why } = entry;
  return {
    ...{ id, channel: content.kind, ...describe(content), state, attempts, why },
    createdAt: written(entry.createdAt),
    dueAt: written(entry.dueAt),
    endedAt: written(entry.endedAt),
  };
}

const instantOrNull = (description: string) =>
  Type.Union([Type.String(), Type.Null()], { description });

const messageSchema = Type.Object(
  {
    id: Type.String(),
    channel: Type.Enum(['incident-mail', 'mail', 'webhook', 'nagios']),
    to: Type.String({ description: 'An address, a URL, or the site of a Nagios.' }),
    about: Type.String(),
    incident: Type.Union([Type.Integer(), Type.Null()]),
    state: Type.Enum([...states]),
    attempts: Type.Integer(),
    why: Type.Union([Type.String(), Type.Null()], {
      description: 'Why it was not sent, or not yet.',
    }),
    createdAt: Type.String(),
    dueAt: instantOrNull('When it is tried next.'),
    endedAt: instantOrNull('When it was sent or given up.'),
  },
  { description: 'Something that must be sent once.' },
);

const idSchema = Type.Object({ id: Type.String({ description: 'Which message.' }) });

const listSchema = {
  summary: 'What must be sent, the newest first; what was given up, unless asked otherwise',
  querystring: querySchema,
  response: answers(
    { 200: Type.Object({ outbox: Type.Array(messageSchema) }, { description: 'The messages.' }) },
    400,
  ),
};

const showSchema = {
  summary: 'One message',
  params: idSchema,
  response: answers({ 200: messageSchema }, 404),
};

function schemaOf(verb: 'replay' | 'drop') {
  return {
    summary: verb === 'replay' ? 'Sends what was given up after all' : 'Gives a message up',
    security: needsToken,
    params: idSchema,
    response: answers({ 200: messageSchema }, 401, 404, 409),
  };
}
