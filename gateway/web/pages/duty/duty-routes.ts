import type { FastifyInstance } from 'fastify';
import type { Duty } from '../../../../nagios-config/inventory/duty-model.ts';
import { stretchCalendar } from '../../../../sla/ical.ts';
import { type Shift, shiftsOf } from '../../../directory/duty.ts';
import { type Rota, rotasFor } from '../../../directory/rotas.ts';
import { viewerOf } from '../../gate.ts';
import { type Html, html, render } from '../../html.ts';
import { sendProblem } from '../../problem.ts';
import { page } from '../layout.ts';
import type { PageParts } from '../parts.ts';
import { visitorOf } from '../visitor.ts';
import { when } from '../when.ts';

const week = 7 * 86_400_000;
/** How far ahead the page and the calendar look. */
const ahead = { page: 8 * week, calendar: 26 * week };

/** `/duty`: who is on duty when, and `/duty.ics` and `/duty/{customer}.ics` for calendars. */
export function mountDuty(server: FastifyInstance, parts: PageParts): void {
  server.get('/duty', async (request, reply) => {
    const rotas = rotasFor(parts.inventory(), viewerOf(request));
    const content = dutyPage(rotas, parts.now());
    const frame = { title: 'Duty', visitor: visitorOf(request), path: '/duty' };
    return reply.type('text/html').send(render(page(frame, content)));
  });
  server.get<{ Params: { rota: string } }>('/duty/:rota.ics', async (request, reply) => {
    const rota = rotasFor(parts.inventory(), viewerOf(request)).find(
      ({ key }) => key === request.params.rota,
    );
    if (rota === undefined) return sendProblem(reply, 404, 'there is no such rota');
    const now = parts.now();
    const shifts = shiftsOf(rota.duty, now - week, now + ahead.calendar);
    const stretches = shifts.map(({ start, end, person, because }) => ({
      ...{ start, end, summary: `On duty: ${person.name}` },
      ...(because !== undefined && { description: `Stand-in. ${because}`.trim() }),
    }));
    reply.type('text/calendar; charset=utf-8');
    return reply.send(stretchCalendar(`Duty ${rota.name}`, stretches, now));
  });
}

function dutyPage(rotas: readonly Rota[], now: number): Html {
  return html`<div class="page-head"><h1>Duty</h1>
    <p>Who is on duty hears of what is raised first; while nobody responds, others are told step by step.</p></div>
    ${rotas.length === 0 && html`<section class="panel"><p>The inventory has no rota.</p></section>`}
    ${rotas.map((rota) => rotaSection(rota, now))}`;
}

function rotaSection({ key, name, duty }: Rota, now: number): Html {
  const shifts = shiftsOf(duty, now, now + ahead.page);
  const title = `duty-${key}`;
  return html`<section class="panel" aria-labelledby="${title}"><h2 id="${title}"><bdi>${name}</bdi></h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Shifts for ${name}"><table>
    <thead><tr><th scope="col">from</th><th scope="col">to</th><th scope="col">who</th><th scope="col">phone</th></tr></thead>
    <tbody>${shifts.map((shift) => shiftRow(shift, duty.zone, now))}</tbody></table></div>
    <p><a href="/duty/${encodeURIComponent(key)}.ics">As a calendar (iCalendar)</a></p>
    ${climb(duty)}</section>`;
}

function shiftRow({ start, end, person, because }: Shift, zone: string, now: number): Html {
  const isNow = start <= now && now < end;
  return html`<tr><td>${when(start, zone)}</td><td>${when(end, zone)}</td>
    <td>${isNow ? html`<b><bdi>${person.name}</bdi></b> <span class="mark">now</span>` : html`<bdi>${person.name}</bdi>`}${because !== undefined && html` <span class="who">stands in${because !== '' && html`: <bdi>${because}</bdi>`}</span>`}</td>
    <td>${person.phone ?? '–'}</td></tr>`;
}

function climb({ climb: steps }: Duty): Html {
  if (steps.length === 0) return html``;
  return html`<p class="hint">While nobody responds: ${steps
    .map(({ afterMs, to }) => {
      const whom =
        typeof to === 'string'
          ? { next: 'who is on duty next', everybody: 'everybody' }[to]
          : to.map(({ name }) => name).join(' and ');
      return `after ${Math.round(afterMs / 60_000)} min ${whom}`;
    })
    .join(', ')}.</p>`;
}
