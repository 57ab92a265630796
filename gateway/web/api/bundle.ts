import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { Type } from 'typebox';
import type { Period } from '../../../sla/compliance/period.ts';
import type { ReportQuestion } from '../../../sla/compliance.ts';
import type { Reports } from '../../report/reports.ts';
import { viewerOf } from '../gate.ts';
import type { SchemaServer } from '../schemas.ts';
import { answers } from './openapi.ts';
import type { ApiParts } from './parts.ts';
import { noteReading, questionOf, reportQuerySchema } from './reports.ts';

/** `GET /api/v1/reports/bundle` */
export function mountBundle(server: SchemaServer, parts: ApiParts): void {
  server.get('/api/v1/reports/bundle', { schema: bundleSchema }, async (request, reply) => {
    const viewer = viewerOf(request);
    const question = await questionOf(request.query, viewer, parts);
    const name = bundleName(question.customer, question.period);
    const note = (report: Parameters<typeof noteReading>[2]) =>
      noteReading(parts, viewer, report, request.ip);
    reply.type('application/x-ndjson; charset=utf-8');
    reply.header('content-disposition', `attachment; filename="${name}"`);
    return reply.send(bundleStream(parts.reports, question, note));
  });
}

/** What the file of a bundle is called. */
export function bundleName(customer: string | null, { from, to }: Period): string {
  const name = [customer ?? 'all', from.slice(0, 10), to.slice(0, 10)].join('-');
  return `compliance-${name.replaceAll(/[^\w.-]/g, '_')}.bundle`;
}

type Report = Awaited<ReturnType<Reports['bundle']>>;

/** The lines of a bundle as they are made: whoever reads slowly makes the making wait. */
function bundleStream(
  reports: Pick<Reports, 'bundle'>,
  question: Omit<ReportQuestion, 'asOf'>,
  done: (report: Report) => Promise<void>,
): PassThrough {
  const stream = new PassThrough();
  const write = async (text: string) => {
    if (stream.destroyed) throw new Error('nobody reads the bundle any more');
    if (!stream.write(text)) await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
  };
  reports
    .bundle(question, write)
    .then(done)
    .then(
      () => stream.end(),
      (error: Error) => stream.destroy(error),
    );
  return stream;
}

const bundleSchema = {
  summary: 'A compliance report with all that it was computed from, for "watchclock verify"',
  description:
    'One JSON object a line. It ends with a signed line: one that was cut off does not verify.',
  querystring: reportQuerySchema,
  response: {
    ...answers({}, 400, 401),
    200: {
      description: 'The bundle.',
      content: { 'application/x-ndjson': { schema: Type.Unknown() } },
    },
  },
};
