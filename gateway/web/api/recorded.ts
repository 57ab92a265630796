import { type Static, Type } from 'typebox';
import type { Inventory } from '../../../nagios-config/inventory/model.ts';
import { didYouMean } from '../../../plugins/settings/nearest.ts';
import { showValue } from '../../../plugins/settings/problem.ts';
import { visibleInventory } from '../../access/visible.ts';
import type { ResultPoint } from '../../results/history.ts';
import { type Complaint, WrongRequestError } from '../complaint.ts';
import { viewerOf } from '../gate.ts';
import type { SchemaServer } from '../schemas.ts';
import { Instant, instantOf, written } from './fields.ts';
import { answers } from './openapi.ts';
import type { ApiParts } from './parts.ts';

/** `GET /api/v1/results`: what was recorded of one service, or of a host itself. */
export function mountRecorded(server: SchemaServer, { store, inventory, now }: ApiParts): void {
  server.get('/api/v1/results', { schema: recordedSchema }, async (request) => {
    const { query } = request;
    const { host, service = null } = query;
    const { from, to } = periodOf(query, now());
    const { hosts } = visibleInventory(inventory(), viewerOf(request));
    const complaints = [...strangers(host, hosts), ...backwards(from, to)];
    if (complaints.length > 0) throw new WrongRequestError(400, 'query', complaints);
    const place = { customer: hosts.get(host)?.customer ?? null, host, service };
    const points = await store.results.series(place, from, to);
    return { host, service, results: points.map(pointBody) };
  });
}

const day = 86_400_000;

const querySchema = Type.Object(
  {
    host: Type.String({ description: 'Its name.' }),
    service: Type.Optional(
      Type.String({ description: 'One of its services; the host itself when left out.' }),
    ),
    from: Type.Optional(Instant('From then on; 28 days back when left out.')),
    to: Type.Optional(Instant('Before then; until now when left out.')),
  },
  { additionalProperties: false },
);

function periodOf({ from, to }: Static<typeof querySchema>, now: number) {
  const end = to === undefined ? now + 1 : instantOf(to);
  return { from: from === undefined ? end - 28 * day : instantOf(from), to: end };
}

function strangers(host: string, hosts: Inventory['hosts']): readonly Complaint[] {
  if (hosts.has(host)) return [];
  const detail = `there is no host ${showValue(host)}${didYouMean(host, hosts.keys())}`;
  return [{ pointer: '/host', detail }];
}

function backwards(from: number, to: number): readonly Complaint[] {
  if (from < to) return [];
  return [{ pointer: '/to', detail: `must be after ${written(from)}, not ${written(to)}` }];
}

function pointBody({ start, span, states, figures }: ResultPoint) {
  return { start: written(start), seconds: span / 1000, states, figures: [...figures] };
}

const figure = Type.Object({
  label: Type.String(),
  unit: Type.String({ description: 'As the check wrote it.' }),
  min: Type.Number(),
  average: Type.Number(),
  max: Type.Number(),
  count: Type.Integer({ description: 'How many results had it.' }),
  limit: Type.Optional(
    Type.Number({ description: 'The most that it can be, where the check says it.' }),
  ),
});

const recorded = Type.Object(
  {
    host: Type.String(),
    service: Type.Union([Type.String(), Type.Null()]),
    results: Type.Array(
      Type.Object({
        start: Instant('When the result came about, or the stretch of time begins.'),
        seconds: Type.Integer({ description: 'How long the stretch is; 0 for a single result.' }),
        states: Type.Record(Type.String(), Type.Integer(), {
          description: 'How many results were in each state.',
        }),
        figures: Type.Array(figure),
      }),
    ),
  },
  { description: 'The oldest first; the older, the coarser.' },
);

const recordedSchema = {
  summary: 'What was recorded of a service, for charts and for "watchclock config suggest"',
  querystring: querySchema,
  response: answers({ 200: recorded }, 400, 401),
};
