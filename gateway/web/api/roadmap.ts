import { Type } from 'typebox';
import type { Customer } from '../../../nagios-config/inventory/model.ts';
import type { Period } from '../../../sla/compliance/period.ts';
import { severities, standard } from '../../../sla/plan.ts';
import { formatInstant } from '../../../sla/written/instant.ts';
import type { Viewer } from '../../access/viewer.ts';
import { readRoadmap } from '../../roadmap/read-roadmap.ts';
import type { Recurring } from '../../roadmap/recurring.ts';
import type { Roadmap } from '../../roadmap/roadmap.ts';
import { roadmapCsv } from '../../roadmap/roadmap-csv.ts';
import { viewerOf } from '../gate.ts';
import type { SchemaServer } from '../schemas.ts';
import { assessmentBody, assessmentFields } from './assessment.ts';
import { figureBody, figureSchema } from './capacity.ts';
import { Instant } from './fields.ts';
import { askedCustomer, nameACustomer, sendMissing } from './missing.ts';
import { answers } from './openapi.ts';
import type { ApiParts } from './parts.ts';
import { noteReading } from './reports.ts';

/** `GET /api/v1/roadmap` and `.csv` */
export function mountRoadmap(server: SchemaServer, parts: ApiParts): void {
  for (const { ending, type, write } of formats) {
    const schema = schemaOf(ending, type);
    server.get(`/api/v1/roadmap${ending}`, { schema }, async (request, reply) => {
      const { customer: name = '', year } = request.query;
      const viewer = viewerOf(request);
      const customer = askedCustomer(name, viewer, parts.inventory());
      if (customer === undefined) throw nameACustomer();
      if ('missing' in customer) return sendMissing(reply, customer);
      const roadmap = await roadmapFor({ customer, year, viewer, from: request.ip }, parts);
      reply.type(type);
      if (ending !== '') {
        reply.header('content-disposition', `attachment; filename="roadmap${ending}"`);
      }
      return reply.send(write(roadmap));
    });
  }
}

/** Who asks for which year of a customer; without a year, for the twelve months up to today. */
export interface RoadmapQuestion {
  readonly customer: Customer;
  readonly year: number | undefined;
  readonly viewer: Viewer;
  /** The address that they call from. */
  readonly from: string;
}

/** What a roadmap is read with. */
type RoadmapAsking = Pick<ApiParts, 'reports' | 'reader' | 'inventory' | 'now'> & {
  readonly store: Pick<ApiParts['store'], 'list' | 'audit' | 'results' | 'watchedOn'>;
};

/** Reads a roadmap, and notes in the audit log who read it. */
export async function roadmapFor(
  { customer, year, viewer, from }: RoadmapQuestion,
  parts: RoadmapAsking,
): Promise<Roadmap> {
  const now = parts.now();
  const { zone } = standard.calendar;
  const period = yearPeriod(year, now, zone);
  const report = await parts.reports.compliance({ customer: customer.id, period });
  await noteReading(parts, viewer, report, from);
  const { store, reader } = parts;
  return readRoadmap(customer, { store, reader, report }, { period, now, zone });
}

/** The years that can be asked for. */
export const YearNumber = () =>
  Type.Integer({
    description: 'A calendar year; left out, the twelve months up to today.',
    minimum: 2000,
    maximum: 2200,
  });

function yearPeriod(year: number | undefined, now: number, zone: string): Period {
  if (year !== undefined) return { from: `${year}-01-01`, to: `${year}-12-31` };
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  return { from: today.subtract({ years: 1 }).add({ days: 1 }).toString(), to: today.toString() };
}

const formats = [
  {
    ending: '',
    type: 'application/json; charset=utf-8',
    write: (roadmap: Roadmap) => JSON.stringify(roadmapBody(roadmap)),
  },
  { ending: '.csv', type: 'text/csv; charset=utf-8; header=present', write: roadmapCsv },
] as const;

function roadmapBody(roadmap: Roadmap) {
  const { customer, name, plan, from, to, hosts, points, steady, unknown } = roadmap;
  const { assessment, compliance } = roadmap;
  return {
    ...{ customer, name, plan, from, to, asOf: formatInstant(roadmap.asOf), hosts, points },
    runningOut: roadmap.runningOut.map(({ host, figure, at }) => ({
      ...{ host, at: formatInstant(at) },
      ...figureBody(figure),
    })),
    ...{ steady, unknown, assessment: assessmentBody(assessment) },
    incidents: recurringBody(roadmap.incidents),
    compliance,
  };
}

function recurringBody({ byCause, byPlace, ...counts }: Recurring) {
  const dated = <Each extends { readonly last: number }>(each: Each) => ({
    ...each,
    last: formatInstant(each.last),
  });
  return { ...counts, byCause: byCause.map(dated), byPlace: byPlace.map(dated) };
}

const countFields = { count: Type.Integer(), last: Instant('When the last one was raised.') };

const roadmapSchema = Type.Object(
  {
    customer: Type.String(),
    name: Type.String(),
    plan: Type.String(),
    from: Type.String({ description: 'The first day looked back on.' }),
    to: Type.String({ description: 'The last one.' }),
    asOf: Instant('When it was looked at.'),
    hosts: Type.Object({ all: Type.Integer(), lookedAt: Type.Integer() }),
    points: Type.Array(Type.Object({ about: Type.String(), says: Type.String() }), {
      description: 'What to talk about, the most urgent first.',
    }),
    runningOut: Type.Array(
      Type.Object({
        host: Type.String(),
        at: Instant('When it comes to its limit.'),
        ...figureSchema.properties,
      }),
    ),
    steady: Type.Integer({ description: 'Figures of which no end is in sight.' }),
    unknown: Type.Integer({ description: 'Figures of which nothing can be told yet.' }),
    assessment: Type.Object(assessmentFields),
    incidents: Type.Object({
      raised: Type.Integer(),
      bySeverity: Type.Record(Type.Enum([...severities]), Type.Integer()),
      byCause: Type.Array(
        Type.Object({
          cause: Type.String(),
          known: Type.Boolean({ description: 'Whether a known solution was linked.' }),
          hosts: Type.Array(Type.String()),
          incidents: Type.Array(Type.Integer()),
          ...countFields,
        }),
      ),
      byPlace: Type.Array(
        Type.Object({
          host: Type.String(),
          service: Type.Union([Type.String(), Type.Null()]),
          ...countFields,
        }),
      ),
    }),
    compliance: Type.Object(
      { totals: Type.Array(Type.Unknown()), trend: Type.Array(Type.Unknown()) },
      { description: 'As in the compliance report on that year.' },
    ),
  },
  { description: 'What there is to discuss with a customer once a year.' },
);

function schemaOf(ending: string, type: string) {
  return {
    summary: `The yearly roadmap of a customer${ending === '' ? '' : ', as CSV'}`,
    querystring: Type.Object(
      {
        customer: Type.Optional(
          Type.String({ description: 'Its key; may be left out where only one is visible.' }),
        ),
        year: Type.Optional(YearNumber()),
      },
      { additionalProperties: false },
    ),
    response: {
      ...answers({}, 400, 401, 404),
      200: {
        description: 'The roadmap.',
        content: {
          [type.split(';')[0] ?? type]: { schema: ending === '' ? roadmapSchema : Type.String() },
        },
      },
    },
  };
}
