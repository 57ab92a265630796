import type { FastifyInstance } from 'fastify';
import { standard } from '../../../../sla/plan.ts';
import type { KeptEntry } from '../../../access/audit.ts';
import { type Html, html, render } from '../../html.ts';
import { page } from '../layout.ts';
import type { PageParts } from '../parts.ts';
import { visitorOf } from '../visitor.ts';
import { exactly } from '../when.ts';

/** How many entries the page shows; `watchclock account audit` shows them all. */
const shown = 500;

/** `/audit`: the newest entries of the audit log. */
export function mountAudit(server: FastifyInstance, { audit }: PageParts): void {
  server.get('/audit', { config: { right: 'audit' } }, async (request, reply) => {
    const content = auditPage(await audit.latest(shown), standard.calendar.zone);
    const frame = { title: 'Audit', visitor: visitorOf(request), path: '/audit' };
    return reply.type('text/html').send(render(page(frame, content)));
  });
}

function auditPage(entries: readonly KeptEntry[], zone: string): Html {
  return html`<div class="page-head"><h1>Audit</h1>
    <p>Who signed in, who read which report, and what was changed about accounts, the newest first. Each entry covers the one before it by its hash; <code>watchclock account audit</code> verifies them all.</p>
  </div>
  <section class="panel"><div class="scroll" tabindex="0" role="region" aria-label="Audit log"><table>
    <thead><tr><th scope="col">at</th><th scope="col">what</th><th scope="col">who</th><th scope="col">about</th><th scope="col">from</th></tr></thead>
    <tbody>${entries.map(
      ({ at, kind, who, about, from }) =>
        html`<tr><td>${exactly(at, zone)}</td><td>${kind}</td><td><bdi>${who}</bdi></td><td><bdi>${about}</bdi></td><td>${from ?? '–'}</td></tr>`,
    )}</tbody>
  </table></div></section>`;
}
