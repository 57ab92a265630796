import { type Static, Type } from 'typebox';
import { isBackwards, isBound } from '../../../sla/compliance/period.ts';
import { type Viewer, visibleTo } from '../../access/viewer.ts';
import { visibleInventory } from '../../access/visible.ts';
import { checkpointDigest } from '../../report/checkpoints/checkpoint.ts';
import type { DigestedReport } from '../../report/compliance.ts';
import { reportCsv } from '../../report/formats/csv.ts';
import { reportJson } from '../../report/formats/json.ts';
import { periodOf } from '../../report/reports.ts';
import type { Store } from '../../store/store.ts';
import { type Complaint, WrongRequestError } from '../complaint.ts';
import { viewerOf } from '../gate.ts';
import { sendProblem } from '../problem.ts';
import type { SchemaServer } from '../schemas.ts';
import { customerComplaints } from './known.ts';
import { answers } from './openapi.ts';
import type { ApiParts } from './parts.ts';

/** `GET /api/v1/reports/compliance`, `.csv` and `.pdf`, and the checkpoint that stands behind them */
export function mountReports(server: SchemaServer, parts: ApiParts): void {
  for (const { ending, type, write } of formats) {
    const schema = schemaOf(ending, type);
    server.get(`/api/v1/reports/compliance${ending}`, { schema }, async (request, reply) => {
      const { query } = request;
      const viewer = viewerOf(request);
      const question = await questionOf(query, viewer, parts);
      const report = await parts.reports.compliance(question);
      await noteReading(parts, viewer, report, request.ip);
      reply.header('x-report-digest', `sha256:${report.digest}`).type(type);
      if (ending !== '')
        reply.header('content-disposition', `attachment; filename="compliance${ending}"`);
      return reply.send(await write(report));
    });
  }
  server.get('/api/v1/reports/checkpoint', { schema: checkpointSchema }, async (_, reply) => {
    const signed = await parts.reports.checkpoint();
    if (signed === undefined) return sendProblem(reply, 404, 'there is no checkpoint yet');
    return { ...signed, digest: checkpointDigest(signed) };
  });
}

interface Format {
  readonly ending: string;
  readonly type: string;
  readonly write: (report: DigestedReport) => string | Promise<Buffer>;
}

const formats: readonly Format[] = [
  { ending: '', type: 'application/json; charset=utf-8', write: reportJson },
  { ending: '.csv', type: 'text/csv; charset=utf-8; header=present', write: reportCsv },
  {
    ending: '.pdf',
    type: 'application/pdf',
    // Fonts and their reader are large: they are loaded when somebody asks for them.
    write: async (report) => (await import('../../report/formats/pdf.ts')).reportPdf(report),
  },
];

const Bound = (description: string) =>
  Type.Refine(
    Type.String({
      description,
      expected: 'a day such as 2026-10-01, or an instant with an offset',
    }),
    isBound,
  );

/** What a report can be asked for; left out, it is about all customers, from the first of this month up to today. */
export const reportQuerySchema = Type.Object(
  {
    customer: Type.Optional(Type.String({ description: 'Its key in the inventory.' })),
    from: Type.Optional(Bound('Raised on or after this day, in the zone of the plan.')),
    to: Type.Optional(Bound('Raised on or before this day; an instant is excluded.')),
  },
  { additionalProperties: false },
);

/** What is needed to answer whoever asks for a report, besides the reports. */
type ReportAsking = Pick<ApiParts, 'inventory' | 'now'> & {
  readonly store: Pick<Store, 'list' | 'audit'>;
};

/** What a query asks for, as far as the viewer may see it. Throws a WrongRequestError about what cannot be answered. */
export async function questionOf(
  { customer = '', ...asked }: Static<typeof reportQuerySchema>,
  viewer: Viewer,
  { inventory, store, now }: ReportAsking,
) {
  const period = periodOf(asked, now());
  const complaints: Complaint[] = [];
  if (isBackwards(period)) {
    complaints.push({
      pointer: '/to',
      detail: `must not be before ${period.from}, not ${period.to}`,
    });
  }
  const named = customer === '' ? viewer.customer : customer;
  const isVisible = visibleTo(viewer);
  // Somebody who has left the inventory is still in the log.
  const isKnown = async (name: string) =>
    isVisible({ customer: name }) && (await store.list({ customer: name, limit: 1 })).length > 0;
  const known = named === null || inventory().customers.has(named) || (await isKnown(named));
  if (named !== null && (!known || !isVisible({ customer: named }))) {
    const visible = visibleInventory(inventory(), viewer);
    complaints.push(...customerComplaints(visible, { pointer: '/customer', name: named }));
  }
  if (complaints.length > 0) throw new WrongRequestError(400, 'query', complaints);
  return { customer: named, period };
}

/** Keeps in the audit log who read what. */
export async function noteReading(
  { store, now }: ReportAsking,
  { name, account }: Viewer,
  { report, digest }: DigestedReport,
  from: string,
): Promise<void> {
  const { customer, period } = report;
  const about = `${customer ?? 'all customers'}, ${period.from} to ${period.to}, sha256:${digest}`;
  await store.audit.record({ kind: 'report read', who: account ?? name, about, from }, now());
}

function schemaOf(ending: string, type: string) {
  return {
    summary: `A compliance report on the incidents raised in a period${ending === '' ? '' : `, as ${ending.slice(1).toUpperCase()}`}`,
    querystring: reportQuerySchema,
    response: {
      ...answers({}, 400, 401),
      200: {
        description: 'The report; the header X-Report-Digest names the digest of its data.',
        content: { [type.split(';')[0] ?? type]: { schema: Type.Unknown() } },
      },
    },
  };
}

const checkpointSchema = {
  summary: 'The last signed checkpoint of the log, with the public key of the installation',
  response: answers(
    { 200: Type.Unknown({ description: 'The checkpoint and its signature.' }) },
    404,
  ),
};
