import { type Static, Type } from 'typebox';
import type { Host } from '../../../nagios-config/inventory/model.ts';
import { standard } from '../../../sla/plan.ts';
import { formatInstant } from '../../../sla/written/instant.ts';
import type { Viewer } from '../../access/viewer.ts';
import { visibleInventory } from '../../access/visible.ts';
import { type FigureCapacity, type HostCapacity, readCapacity } from '../../capacity/capacity.ts';
import type { Forecast } from '../../capacity/forecast.ts';
import { resources } from '../../capacity/measure.ts';
import { outlookText } from '../../capacity/wording.ts';
import { viewerOf } from '../gate.ts';
import type { SchemaServer } from '../schemas.ts';
import { hostPaging, Instant, OrNull, written } from './fields.ts';
import { type Missing, missingCustomer, missingHost, sendMissing } from './missing.ts';
import { answers } from './openapi.ts';
import type { ApiParts } from './parts.ts';

/** `GET /api/v1/capacity` */
export function mountCapacity(server: SchemaServer, parts: ApiParts): void {
  server.get('/api/v1/capacity', { schema: capacitySchema }, async (request, reply) => {
    const { query } = request;
    const { offset, limit, days } = query;
    const hosts = askedHosts(query, viewerOf(request), parts);
    if ('missing' in hosts) return sendMissing(reply, hosts);
    const now = parts.now();
    const lookBack = { now, span: days * day, most: 120 };
    const some = hosts.slice(offset, offset + limit);
    const capacities = await readCapacity(some, parts.store.results, lookBack);
    const asOf = { asOf: formatInstant(now), from: formatInstant(now - lookBack.span) };
    return { ...asOf, total: hosts.length, offset, hosts: capacities.map(hostBody) };
  });
}

/** The hosts that are asked for, as far as a viewer may see them, in the order of the inventory. */
export function askedHosts(
  { customer = '', host = '' }: { readonly customer?: string; readonly host?: string },
  viewer: Viewer,
  { inventory }: Pick<ApiParts, 'inventory'>,
): readonly Host[] | Missing {
  const visible = visibleInventory(inventory(), viewer);
  if (customer !== '' && !visible.customers.has(customer))
    return missingCustomer(visible, customer);
  if (host !== '' && !visible.hosts.has(host)) return missingHost(visible, host);
  return [...visible.hosts.values()].filter(
    (each) =>
      (customer === '' || each.customer === customer) && (host === '' || each.name === host),
  );
}

/** A figure as the API writes it. */
export function figureBody(figure: FigureCapacity): Static<typeof figureSchema> {
  const { measure, last, outlook } = figure;
  const { resource, service, label, unit, worse, levels } = measure;
  return {
    ...{ resource, service, figure: label, unit, worse, total: measure.total ?? null },
    last: { at: formatInstant(last.at), value: last.value },
    perDay: outlook.trend === undefined ? null : outlook.trend.slope * day,
    ...{ samples: outlook.samples, seconds: outlook.span / 1_000 },
    levels: (['warning', 'critical', 'full'] as const).flatMap((level) => {
      const [value, forecast] = [levels[level], outlook.levels[level]];
      if (value === undefined || forecast === undefined) return [];
      return [{ level, value, forecast: forecastBody(forecast) }];
    }),
    says: outlookText(figure, standard.calendar.zone),
  };
}

const day = 86_400_000;

function hostBody({ host, customer, figures, unheard }: HostCapacity) {
  return { host, customer, figures: figures.map(figureBody), unheard: [...unheard] };
}

function forecastBody(forecast: Forecast) {
  const because = 'because' in forecast ? forecast.because : null;
  const none = { at: null, earliest: null, latest: null };
  if (forecast.kind !== 'expected') return { kind: forecast.kind, ...none, because };
  const { kind, at, earliest, latest } = forecast;
  return { kind, at: written(at), earliest: written(earliest), latest: written(latest), because };
}

const forecastSchema = Type.Object(
  {
    kind: Type.Enum(['reached', 'expected', 'not in sight', 'unknown']),
    at: OrNull(Instant('When the line through the samples comes to the level.')),
    earliest: OrNull(Instant('The early end of the range, with a confidence of 95 %.')),
    latest: OrNull(Instant('The late end; null where it may take more than five years.')),
    because: OrNull(Type.String({ description: 'Why nothing can be said, or nothing comes.' })),
  },
  { description: 'When a level is reached, if the figure goes on as it did.' },
);

/** What a figure consists of. */
export const figureSchema = Type.Object({
  resource: Type.Enum([...resources]),
  service: Type.String(),
  figure: Type.String({ description: 'Its label in the performance data.' }),
  unit: Type.String(),
  worse: Type.Enum(['rising', 'falling']),
  total: OrNull(Type.Number({ description: 'What there is in all.' })),
  last: Type.Object({ at: Instant('When it was measured.'), value: Type.Number() }),
  perDay: OrNull(
    Type.Number({
      description: 'How much it changes in a day, by a straight line (least squares).',
    }),
  ),
  samples: Type.Integer({ description: 'How many were looked at, thinned out.' }),
  seconds: Type.Number({ description: 'The time that they cover.' }),
  levels: Type.Array(
    Type.Object({
      level: Type.Enum(['warning', 'critical', 'full']),
      value: Type.Number(),
      forecast: forecastSchema,
    }),
  ),
  says: Type.String({ description: 'The outlook in a sentence.' }),
});

const capacitySchema = {
  summary: 'How much disk, swap, load and users hosts have, and when they run out',
  description:
    'A straight line through the kept results of each figure, and where it meets the limits of its check.',
  querystring: Type.Object(
    {
      customer: Type.Optional(Type.String({ description: 'Its key in the inventory.' })),
      host: Type.Optional(Type.String({ description: 'Only this host.' })),
      days: Type.Integer({
        description: 'How far to look back.',
        default: 90,
        minimum: 1,
        maximum: 1_830,
      }),
      ...hostPaging,
    },
    { additionalProperties: false },
  ),
  response: answers(
    {
      200: Type.Object(
        {
          asOf: Instant('The end of what was looked at.'),
          from: Instant('Its beginning.'),
          total: Type.Integer({ description: 'How many hosts there are.' }),
          offset: Type.Integer(),
          hosts: Type.Array(
            Type.Object({
              host: Type.String(),
              customer: Type.String(),
              figures: Type.Array(figureSchema),
              unheard: Type.Array(Type.String(), {
                description: 'Services that would tell, of which no result is kept.',
              }),
            }),
          ),
        },
        { description: 'Hosts in the order of the inventory.' },
      ),
    },
    ...[400, 401, 404],
  ),
};
