import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { severities, standard } from '../../../../sla/plan.ts';
import { visibleInventory, visibleReader } from '../../../access/visible.ts';
import { workerOf } from '../../../board/entry.ts';
import type { IncidentView } from '../../../incident/incident-reader.ts';
import { viewerOf } from '../../gate.ts';
import { html, render } from '../../html.ts';
import { withSchemas } from '../../schemas.ts';
import { page } from '../layout.ts';
import { namesIn } from '../names.ts';
import type { PageParts } from '../parts.ts';
import { visitorOf } from '../visitor.ts';
import { boardRow } from './board-row.ts';

const Day = () =>
  Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$', expected: 'a day such as 2026-10-01' });

/** Which incidents of a report to show: those behind one of its figures. */
const querySchema = Type.Object(
  {
    from: Day(),
    to: Day(),
    customer: Type.Optional(Type.String()),
    severity: Type.Optional(Type.Enum([...severities])),
    clock: Type.Optional(Type.String()),
    verdict: Type.Optional(Type.Enum(['met', 'missed', 'excluded', 'not-needed', 'running'])),
  },
  { additionalProperties: false },
);

type Query = Static<typeof querySchema>;

/** A page shows so many; who wants all of them takes the CSV. */
const most = 500;

/** `/incidents`: the incidents behind a figure of a report */
export function mountFound(server: FastifyInstance, parts: PageParts): void {
  const schema = { querystring: querySchema, hide: true };
  withSchemas(server).get('/incidents', { schema }, async (request, reply) => {
    const { query } = request;
    const { customer } = query;
    const seen = visibleReader(parts.reader, viewerOf(request));
    const filter = { ...boundsOf(query), ...(customer !== undefined && { customer }) };
    const found = (await seen.list(filter, parts.now())).filter((view) => isAskedFor(view, query));
    const names = namesIn(visibleInventory(parts.inventory(), viewerOf(request)));
    const rows = found
      .slice(0, most)
      .map((view) => boardRow({ view, worker: workerOf(view.events) }, names));
    const content = html`<div class="page-head"><h1>${found.length} incident${found.length === 1 ? '' : 's'}</h1>
      <p>Raised from ${query.from} to ${query.to}${wordsOf(query, names.customer(customer ?? null))}.</p></div>
      <ol class="board">${rows}</ol>${found.length > most && html`<p class="rest">and ${found.length - most} more</p>`}`;
    const frame = { title: 'Incidents', visitor: visitorOf(request), path: '/incidents' };
    return reply.type('text/html').send(render(page(frame, content)));
  });
}

/** The days of the period, in the zone that the figures are read in. */
function boundsOf({ from, to }: Query): { readonly from: number; readonly to: number } {
  const { zone } = standard.calendar;
  const start = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).epochMilliseconds;
  return {
    from: start(Temporal.PlainDate.from(from)),
    to: start(Temporal.PlainDate.from(to).add({ days: 1 })),
  };
}

function isAskedFor(
  { incident, clocks }: IncidentView,
  { severity, clock, verdict }: Query,
): boolean {
  if (severity !== undefined && incident.severity !== severity) return false;
  if (verdict === undefined) return true;
  return clocks.clocks.some(
    (each) => (clock ?? each.name) === each.name && each.clock.verdict === verdict,
  );
}

function wordsOf({ customer, severity, clock, verdict }: Query, name: string): string {
  const parts = [
    customer !== undefined && `of ${name}`,
    severity !== undefined && `severity ${severity}`,
    verdict !== undefined && `${clock ?? 'a clock'} ${verdict.replace('-', ' ')}`,
  ];
  return parts
    .filter((part) => part !== false)
    .map((part) => `, ${part}`)
    .join('');
}
