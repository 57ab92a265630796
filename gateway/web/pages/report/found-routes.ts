import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import {
  type Figure,
  nearMisses,
  standings,
  updateVerdicts,
  verdicts,
} from '../../../../sla/compliance/behind.ts';
import { severities } from '../../../../sla/plan.ts';
import { visibleInventory } from '../../../access/visible.ts';
import { workerOf } from '../../../board/entry.ts';
import { viewAt } from '../../../incident/incident-reader.ts';
import type { CountedFigure } from '../../../report/formats/table.ts';
import { questionOf, reportQuerySchema } from '../../api/reports.ts';
import { viewerOf } from '../../gate.ts';
import { type Html, html, render } from '../../html.ts';
import { withSchemas } from '../../schemas.ts';
import { boardRow } from '../board/board-row.ts';
import { page } from '../layout.ts';
import { type Names, namesIn } from '../names.ts';
import type { PageParts } from '../parts.ts';
import { visitorOf } from '../visitor.ts';

/** Which incidents of a report to show: those behind one of its figures. */
const querySchema = Type.Object(
  {
    ...reportQuerySchema.properties,
    standing: Type.Optional(Type.Enum([...standings])),
    month: Type.Optional(
      Type.String({ pattern: '^\\d{4}-\\d\\d$', expected: 'a month such as 2026-10' }),
    ),
    plan: Type.Optional(Type.String()),
    version: Type.Optional(Type.String()),
    severity: Type.Optional(Type.Enum([...severities])),
    clock: Type.Optional(Type.String()),
    verdict: Type.Optional(Type.Enum([...verdicts])),
    near: Type.Optional(Type.Union(nearMisses.map((percent) => Type.Literal(percent)))),
    update: Type.Optional(Type.Enum([...updateVerdicts])),
    paused: Type.Optional(Type.String()),
    page: Type.Integer({ default: 1, minimum: 1, maximum: 100_000 }),
  },
  { additionalProperties: false },
);

type Query = Static<typeof querySchema>;

const rowsOnPage = 100;

/** `/incidents`: the incidents behind a figure of a report, counted as the report counts them */
export function mountFound(server: FastifyInstance, parts: PageParts): void {
  const { reader, store, reports, inventory, now } = parts;
  const schema = { querystring: querySchema, hide: true };
  withSchemas(server).get('/incidents', { schema }, async (request, reply) => {
    const query: Query = request.query;
    const { page: shown, customer, from, to, ...figure } = query;
    const asked = {
      ...(customer !== undefined && { customer }),
      ...(from && { from }),
      ...(to && { to }),
    };
    const question = await questionOf(asked, viewerOf(request), parts);
    const numbers = await reports.behind(question, figure as Figure);
    const some = numbers.slice((shown - 1) * rowsOnPage, shown * rowsOnPage);
    const windows = await store.maintenance();
    const views = (await reader.records(some)).map((record) => viewAt(record, windows, now()));
    const names = namesIn(visibleInventory(inventory(), viewerOf(request)));
    const content = html`<div class="page-head"><h1>${numbers.length} incident${numbers.length === 1 ? '' : 's'}</h1>
      <p>Raised from ${question.period.from} to ${question.period.to}${wordsOf(figure as Figure, question.customer, names)}. Each leads to its history and its ledgers.</p></div>
      ${numbers.length === 0 && nothing}
      <ol class="board">${views.map((view) => boardRow({ view, worker: workerOf(view.events) }, names))}</ol>
      ${pageLinks(query, numbers.length)}`;
    const frame = { title: 'Incidents', visitor: visitorOf(request), path: '/incidents' };
    return reply.type('text/html').send(render(page(frame, content)));
  });
}

/** Where the incidents behind a figure of a report on a period are listed. */
export function behindPath(
  asked: { readonly customer: string | null; readonly from: string; readonly to: string },
  { wholeMonth, ...figure }: CountedFigure,
): string {
  const { customer, to } = asked;
  const from = wholeMonth === true ? `${figure.month}-01` : asked.from;
  const query = new URLSearchParams({ ...(customer !== null && { customer }), from, to });
  for (const [key, value] of Object.entries(figure)) query.set(key, String(value));
  return `/incidents?${query.toString()}`;
}

const nothing = html`<section class="empty"><h2>No incident is behind that</h2><p>The figure counts none, or what it counted has changed since.</p></section>`;

function pageLinks({ page: shown, ...query }: Query, all: number): Html {
  const pages = Math.ceil(all / rowsOnPage);
  if (pages <= 1) return html``;
  const link = (to: number, name: string) => {
    const asked = Object.entries({ ...query, page: to }).map(([key, value]) => [
      key,
      String(value),
    ]);
    return html`<a href="/incidents?${new URLSearchParams(asked).toString()}">${name}</a>`;
  };
  return html`<nav class="paging" aria-label="More incidents">${shown > 1 && link(shown - 1, 'before')}
    <span>page ${shown} of ${pages}</span>${shown < pages && link(shown + 1, 'next')}</nav>`;
}

function wordsOf(figure: Figure, customer: string | null, { customer: nameOf }: Names): string {
  const { standing, month, plan, severity, clock, verdict, near, update, paused } = figure;
  const parts = [
    customer !== null && `of ${nameOf(customer)}`,
    month !== undefined && `in ${month}`,
    plan !== undefined && `plan ${plan}`,
    severity !== undefined && `severity ${severity}`,
    standing,
    clock !== undefined && verdict === undefined && near === undefined && clock,
    verdict !== undefined && `${clock ?? 'a clock'} ${verdictWords[verdict]}`,
    near !== undefined && `${clock ?? 'a clock'} met with ${near} % of its time or more`,
    update !== undefined && `with status updates ${update}`,
    paused !== undefined && `paused by ${paused}`,
  ];
  const said = parts.filter((part) => part !== false && part !== undefined);
  return said.map((part) => `, ${part}`).join('');
}

const verdictWords: Readonly<Record<(typeof verdicts)[number], string>> = {
  met: 'met',
  missed: 'missed',
  excluded: 'excluded',
  'not-needed': 'not needed',
  running: 'running',
  decided: 'met or missed',
};
