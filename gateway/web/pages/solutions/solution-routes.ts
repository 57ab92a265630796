import type { FastifyInstance } from 'fastify';
import { standard } from '../../../../sla/plan.ts';
import { visibleReader } from '../../../access/visible.ts';
import { findSolutions } from '../../../solutions/find-solutions.ts';
import { type Solution, solutionName } from '../../../solutions/solution.ts';
import { solutionFrom } from '../../../solutions/solution-from.ts';
import { viewerOf } from '../../gate.ts';
import { type Html, html, render } from '../../html.ts';
import { sendProblem } from '../../problem.ts';
import { formRoute } from '../form-route.ts';
import { page } from '../layout.ts';
import type { PageParts } from '../parts.ts';
import { textsIn } from '../texts-in.ts';
import { visitorOf } from '../visitor.ts';
import { when } from '../when.ts';

const most = 100;

/** `/solutions`: what is known, found by its words, and the form that writes one from a resolved incident */
export function mountSolutions(server: FastifyInstance, parts: PageParts): void {
  const { reader, store, now } = parts;
  const { solutions } = store;
  const right = { right: 'act' } as const;
  server.get('/solutions', { config: { right: 'operate' } }, async (request, reply) => {
    const { q = '' } = textsIn(request.query);
    const found = await findSolutions(q, solutions, most);
    const frame = { title: 'Solutions', visitor: visitorOf(request), path: '/solutions' };
    return reply.type('text/html').send(render(page(frame, solutionsPage(found, q))));
  });
  server.get<{ Params: { id: string } }>(
    '/solutions/:id(^[1-9]\\d{0,8}$)',
    { config: { right: 'operate' } },
    async (request, reply) => {
      const solution = await solutions.solution(Number(request.params.id));
      if (solution === undefined) return sendProblem(reply, 404, 'there is no such solution');
      const frame = { title: solution.title, visitor: visitorOf(request), path: '/solutions' };
      const content = html`<div class="page-head"><h1><bdi>${solutionName(solution)}</bdi></h1></div><section class="panel">${body(solution)}</section>`;
      return reply.type('text/html').send(render(page(frame, content)));
    },
  );
  const options = { ...formRoute, config: { ...formRoute.config, ...right } };
  server.post('/solutions', options, async (request, reply) => {
    const viewer = viewerOf(request);
    const { title = '', text = '', incident = '' } = textsIn(request.body);
    const view = await visibleReader(reader, viewer).incident(Number(incident), now());
    if (view === undefined)
      return sendProblem(reply, 404, `there is no incident ${JSON.stringify(incident)}`);
    if (!/^[^\p{Cc}]{1,200}$/u.test(title) || text === '' || text.length > 20_000) {
      return sendProblem(reply, 422, 'a solution needs a title of one line and a text');
    }
    const fresh = solutionFrom(view.incident, { title, text }, { by: viewer.name, at: now() });
    const solution = await solutions.add(fresh);
    return reply.redirect(`/solutions/${solution.id}`, 303);
  });
}

function solutionsPage(found: readonly Solution[], q: string): Html {
  return html`<div class="page-head"><h1>Known solutions</h1>
    <p>Written from resolved incidents, and suggested on incidents that are like them.</p></div>
  <form class="filter" method="get" action="/solutions" role="search">
    <label class="wide"><span class="unseen">Words</span><input type="search" name="q" value="${q}" placeholder="Words of the trouble or of its solution" maxlength="200"></label><button class="quiet">Look for it</button></form>
  ${found.length === 0 && html`<section class="empty"><h2>${q === '' ? 'Nothing was written yet' : 'Nothing is known of that'}</h2><p>When an incident is resolved, its page offers to write down how.</p></section>`}
  ${found.map((solution) => html`<section class="panel"><h2><a href="/solutions/${solution.id}"><bdi>${solutionName(solution)}</bdi></a></h2>${body(solution)}</section>`)}`;
}

function body({ text, incident, host, service, writtenAt, writtenBy }: Solution): Html {
  const place = [service, host].filter((each) => each !== null).join(' on ');
  return html`<blockquote><bdi>${text}</bdi></blockquote>
    <p class="who">${place !== '' && html`<bdi>${place}</bdi>, `}${incident !== null && html`from <a href="/incidents/${incident}">#${incident}</a>, `}written ${when(writtenAt, standard.calendar.zone)} by <bdi>${writtenBy}</bdi></p>`;
}
