import type { Customer } from '../../../../nagios-config/inventory/model.ts';
import { severities } from '../../../../sla/plan.ts';
import { measureName } from '../../../capacity/wording.ts';
import type { Recurring } from '../../../roadmap/recurring.ts';
import type { Point, Roadmap } from '../../../roadmap/roadmap.ts';
import { type Html, html } from '../../html.ts';
import { preconditionPanel } from '../assessment/assessment-page.ts';
import { nowText } from '../capacity/capacity-page.ts';
import { customerForm, tabs } from '../capacity/tabs.ts';
import { attainmentChart } from '../report/report-charts.ts';
import { when } from '../when.ts';

/** What was asked for, and of whom else one could ask. */
export interface RoadmapAsked {
  readonly customers: ReadonlyMap<string, Customer>;
  readonly year: number | undefined;
  readonly zone: string;
}

/** A customer's year and what comes next, to be printed and talked about. */
export function roadmapPage(roadmap: Roadmap, { customers, year, zone }: RoadmapAsked): Html {
  const { customer, name, plan, from, to, hosts, points, assessment } = roadmap;
  const query = new URLSearchParams({
    customer,
    ...(year !== undefined && { year: String(year) }),
  });
  return html`<div class="page-head"><h1>Roadmap for <bdi>${name}</bdi></h1>
    <p>Looking back on ${from} to ${to}, and ahead from what results say as of ${when(roadmap.asOf, zone)}. Plan ${plan}, ${hosts.all} ${hosts.all === 1 ? 'host' : 'hosts'}${hosts.lookedAt < hosts.all && html`, of which the first ${hosts.lookedAt} were looked at`}.</p>
    ${tabs('roadmap', customer)}</div>
  ${customerForm('roadmap', customers, customer, yearField(year))}
  ${pointPanel(points)}
  ${runningOutPanel(roadmap)}
  ${incidentPanel(roadmap.incidents, zone)}
  ${compliancePanel(roadmap)}
  ${preconditionPanel(assessment.preconditions)}
  ${watchingPanel(roadmap)}
  <p class="hint rest screen-only">The same as <a href="/api/v1/roadmap?${query.toString()}">JSON</a> or <a href="/api/v1/roadmap.csv?${query.toString()}">CSV</a>; it prints well.</p>`;
}

function yearField(year: number | undefined): Html {
  return html`<label>Year <input type="number" name="year" min="2000" max="2200" value="${year}" placeholder="last 12 months"></label>`;
}

const abouts: Readonly<Record<Point['about'], string>> = {
  precondition: 'contract',
  capacity: 'capacity',
  recurring: 'recurring',
  watching: 'watching',
  compliance: 'guarantees',
};

function pointPanel(points: readonly Point[]): Html {
  return html`<section class="panel" aria-labelledby="points"><h2 id="points">To talk about</h2>
    ${points.length === 0 ? html`<p>Nothing stands out: nothing runs out within a year, nothing keeps coming back, everything is watched.</p>` : html`<ol class="points">${points.map(({ about, says }) => html`<li><span class="mark">${abouts[about]}</span> <bdi>${says}</bdi></li>`)}</ol>`}
  </section>`;
}

function runningOutPanel({ runningOut, steady, unknown }: Roadmap): Html {
  const rest = `Of ${steady} other figures no end is in sight; of ${unknown} nothing can be told yet.`;
  return html`<section class="panel" aria-labelledby="capacity"><h2 id="capacity">What comes to its limit</h2>
    ${
      runningOut.length > 0 &&
      html`<div class="scroll" tabindex="0" role="region" aria-label="Table of what comes to its limit"><table>
    <thead><tr><th scope="col">host</th><th scope="col">what</th><th scope="col">now</th><th scope="col">outlook</th></tr></thead>
    <tbody>${runningOut.map(
      ({
        host,
        figure,
        says,
      }) => html`<tr><td><a href="/capacity/${encodeURIComponent(host)}"><bdi>${host}</bdi></a></td>
      <td><bdi>${measureName(figure.measure)}</bdi></td><td>${nowText(figure)}</td><td>${says}</td></tr>`,
    )}</tbody></table></div>`
    }
    <p class="hint">${rest}</p></section>`;
}

/** As many rows as can be talked about. */
const most = 15;

function incidentPanel({ raised, bySeverity, byCause, byPlace }: Recurring, zone: string): Html {
  const counts = severities.map((severity) => `${bySeverity[severity]} ${severity}`).join(', ');
  return html`<section class="panel" aria-labelledby="incidents"><h2 id="incidents">What happened</h2>
    <p>${raised} ${raised === 1 ? 'incident' : 'incidents'}${raised > 0 && `: ${counts}`}.</p>
    ${
      raised > 0 &&
      html`<div class="halves"><div><h3>By cause or known solution</h3>
    <ol class="list">${byCause.slice(0, most).map(
      ({ cause, count, hosts, last, incidents }) => html`<li><b>${count} ×</b> <bdi>${cause}</bdi>
      <span class="who">${hosts.length > 0 && html`${hosts.slice(0, 5).join(', ')}${hosts.length > 5 && ' …'}; `}last ${when(last, zone)}: <a href="/incidents/${incidents[0]}">#${incidents[0]}</a></span></li>`,
    )}</ol></div>
    <div><h3>By what was in trouble</h3>
    <ol class="list">${byPlace
      .slice(0, most)
      .map(
        ({ host, service, count }) =>
          html`<li><b>${count} ×</b> ${service !== null && html`<bdi>${service}</bdi> on `}<bdi>${host}</bdi></li>`,
      )}</ol></div></div>`
    }</section>`;
}

function compliancePanel({ compliance: { totals, trend } }: Roadmap): Html {
  return html`<section class="panel" aria-labelledby="compliance"><h2 id="compliance">How the guaranteed times were kept</h2>
    ${totals.length === 0 ? html`<p>No incident was under the guarantees.</p>` : html`<div class="charts">${totals.map(({ clock }) => attainmentChart(trend, clock))}</div>`}
    </section>`;
}

function watchingPanel({ assessment: { customer, hosts } }: Roadmap): Html {
  const limits = hosts.reduce((sum, host) => sum + host.limits.length, 0);
  const gaps = hosts.flatMap(({ host, unwatched }) => unwatched.map((each) => ({ host, ...each })));
  return html`<section class="panel" aria-labelledby="watching"><h2 id="watching">How it is watched</h2>
    <p>${limits} ${limits === 1 ? 'limit differs' : 'limits differ'} from the profiles; ${gaps.length} ${gaps.length === 1 ? 'thing is' : 'things are'} not watched. <a href="/assessment?customer=${encodeURIComponent(customer)}">The assessment</a> says each with its reason.</p>
    ${gaps.length > 0 && html`<ul class="list">${gaps.slice(0, most).map(({ host, what, why }) => html`<li><bdi>${what}</bdi> on <bdi>${host}</bdi> <span class="who">${why}</span></li>`)}</ul>`}
    ${gaps.length > most && html`<p class="hint">and ${gaps.length - most} more</p>`}</section>`;
}
