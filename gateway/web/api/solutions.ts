import { type Static, Type } from 'typebox';
import { visibleReader } from '../../access/visible.ts';
import { findSolutions } from '../../solutions/find-solutions.ts';
import { type Solution, solutionName, suggest } from '../../solutions/solution.ts';
import { solutionFrom } from '../../solutions/solution-from.ts';
import { viewerOf } from '../gate.ts';
import { sendProblem } from '../problem.ts';
import type { SchemaServer } from '../schemas.ts';
import { IncidentNumber, Instant, Line, OrNull, Text, written } from './fields.ts';
import { idSchema, incidentPath, noIncident } from './incidents.ts';
import { answers, needsToken } from './openapi.ts';
import type { ApiParts } from './parts.ts';

const path = '/api/v1/solutions';
const reading = { config: { right: 'operate' } } as const;

/** `GET|POST /api/v1/solutions`, one of them, and those that may apply to an incident; all for the helpdesk only. */
export function mountSolutions(server: SchemaServer, { store, reader, now }: ApiParts): void {
  const { solutions } = store;
  server.get(path, { schema: listSchema, ...reading }, async ({ query: { q, limit } }) => ({
    solutions: (await findSolutions(q, solutions, limit)).map(solutionBody),
  }));
  server.get(
    `${path}/:id(^[1-9]\\d{0,8}$)`,
    { schema: showSchema, ...reading },
    async ({ params: { id } }, reply) => {
      const solution = await solutions.solution(id);
      if (solution === undefined) return sendProblem(reply, 404, `there is no solution ${id}`);
      return solutionBody(solution);
    },
  );
  server.post(path, { schema: writeSchema, config: { right: 'act' } }, async (request, reply) => {
    const { incident: id, ...said } = request.body;
    const viewer = viewerOf(request);
    const view = await visibleReader(reader, viewer).incident(id, now());
    if (view === undefined) return sendProblem(reply, 404, noIncident(id));
    const fresh = solutionFrom(view.incident, said, { by: viewer.name, at: now() });
    const solution = await solutions.add(fresh);
    reply.code(201).header('location', `${path}/${solution.id}`);
    return solutionBody(solution);
  });
  const suggesting = { schema: suggestSchema, ...reading };
  server.get(`${incidentPath}/solutions`, suggesting, async (request, reply) => {
    const { id } = request.params;
    const view = await visibleReader(reader, viewerOf(request)).incident(id, now());
    if (view === undefined) return sendProblem(reply, 404, noIncident(id));
    const suggestions = await suggest(view.incident, solutions);
    return {
      suggestions: suggestions.map(({ solution, because }) => ({
        solution: solutionBody(solution),
        because: [...because],
        linked: view.incident.solutions.includes(solutionName(solution)),
      })),
    };
  });
}

/** A known solution as the API writes it. */
export type SolutionBody = Static<typeof solutionSchema>;

function solutionBody(solution: Solution): SolutionBody {
  const { writtenAt, ...rest } = solution;
  return { ...rest, name: solutionName(solution), writtenAt: written(writtenAt) };
}

const said = {
  title: Line('What it is about.'),
  text: Text('What it was, and what helps.'),
};

const solutionSchema = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String({ description: 'As `solution-linked` names it.' }),
    ...said,
    incident: OrNull(IncidentNumber('What it was written from.')),
    host: OrNull(Type.String()),
    service: OrNull(Type.String()),
    writtenAt: Instant('When it was written.'),
    writtenBy: Type.String(),
  },
  { description: 'A known solution.' },
);

const listSchema = {
  summary: 'Known solutions that have any of some words, the best first; without words the newest',
  querystring: Type.Object(
    {
      q: Type.String({ default: '', maxLength: 1_000, description: 'Words to look for.' }),
      limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100, expected: '1 to 1000' }),
    },
    { additionalProperties: false },
  ),
  response: answers(
    { 200: Type.Object({ solutions: Type.Array(solutionSchema) }, { description: 'Found.' }) },
    ...[400, 401, 403],
  ),
};

const showSchema = {
  summary: 'A known solution',
  params: Type.Object({ id: Type.Integer({ description: 'Which one.' }) }),
  response: answers({ 200: solutionSchema }, 401, 403, 404),
};

const writeSchema = {
  summary: 'Writes down how an incident was resolved',
  security: needsToken,
  body: Type.Object(
    { incident: IncidentNumber('The incident that it is written from.'), ...said },
    { additionalProperties: false, description: 'What helped.' },
  ),
  response: answers({ 201: solutionSchema }, 400, 401, 403, 404, 415),
};

const suggestSchema = {
  summary: 'Known solutions that may apply to an incident, the likeliest first, each with why',
  params: idSchema,
  response: answers(
    {
      200: Type.Object(
        {
          suggestions: Type.Array(
            Type.Object({
              solution: solutionSchema,
              because: Type.Array(Type.String(), { description: 'What speaks for it.' }),
              linked: Type.Boolean(),
            }),
          ),
        },
        { description: 'What may help.' },
      ),
    },
    ...[401, 403, 404],
  ),
};
