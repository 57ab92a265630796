import type { Figure } from '../../../../sla/compliance/behind.ts';
import type { IncidentCounts } from '../../../../sla/compliance/data.ts';
import type { DigestedReport } from '../../../report/compliance.ts';
import type { CountedFigure, ReportTable } from '../../../report/formats/table.ts';
import { footLines, headLines, tablesOf } from '../../../report/formats/tables.ts';
import type { StateTimes } from '../../../report/time-in-state.ts';
import { type Html, html } from '../../html.ts';
import { behindPath } from './found-routes.ts';
import { reportCharts } from './report-charts.ts';
import { queryOf, type ReportForm, reportForm } from './report-form.ts';
import { timeInStateChart } from './time-in-state-chart.ts';
import { type VerifyingParts, verifyPanel } from './verify-panel.ts';

/** A report with what stands beside it on its page. */
export interface ShownReport {
  readonly form: ReportForm;
  readonly digested: DigestedReport;
  readonly times: readonly StateTimes[];
  /** How many older incidents `times` leaves out. */
  readonly left: number;
  readonly verifying: VerifyingParts;
}

/** A compliance report with the form that asks for another one; every figure leads to the incidents behind it. */
export function reportPage({ form, digested, times, left, verifying }: ShownReport): Html {
  const { report, digest } = digested;
  const [about] = headLines(report);
  return html`<div class="page-head"><h1>Compliance</h1><p>${about}</p></div>
  ${reportForm(form)}
  ${countLine(report.incidents, form)}
  ${reportCharts(report)}
  ${timeInStateChart(times, left)}
  ${tablesOf(report).map((table) => section(table, form))}
  ${verifyPanel({ query: queryOf(form), digest, customer: form.customer, period: report.period }, verifying)}
  <ul class="remarks">${footLines(report).map((line) => html`<li>${line}</li>`)}</ul>`;
}

function countLine({ raised, ...counts }: IncidentCounts, form: ReportForm): Html {
  const tile = (count: number, name: string, figure: Figure) =>
    html`<li><a href="${behindPath(form, figure)}"><b>${count}</b> ${name}</a></li>`;
  return html`<ul class="tiles" aria-label="Incidents of the period">
    ${tile(raised, 'raised', {})}
    ${tile(counts.guaranteed, 'under the guarantees', { standing: 'guaranteed' })}
    ${tile(counts.notGuaranteed, 'not guaranteed', { standing: 'not guaranteed' })}
    ${tile(counts.outside, 'not valid, withdrawn or merged', { standing: 'outside' })}</ul>`;
}

/** How many rows of a table the page shows. */
const most = 500;

function section({ title, columns, rows, behind, empty }: ReportTable, form: ReportForm): Html {
  if (rows.length === 0) {
    return html`<section class="panel"><h2>${title}</h2><p>${empty}</p></section>`;
  }
  const more = rows.length > most && html`<p>and ${rows.length - most} more</p>`;
  const alignment = (index: number) => (columns[index]?.align === 'right' ? 'number' : '');
  return html`<section class="panel"><h2>${title}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="figures">
    <thead><tr>${columns.map(({ name }, index) => html`<th scope="col" class="${alignment(index)}">${name}</th>`)}</tr></thead>
    <tbody>${rows
      .slice(0, most)
      .map(
        (row, at) =>
          html`<tr>${row.map((each, index) => html`<td class="${alignment(index)}">${cellOf(each, behind?.[at]?.[index], form)}</td>`)}</tr>`,
      )}</tbody></table></div>${more}
  </section>`;
}

/** A figure leads to the incidents that it counts, the number of an incident to it, and so to its ledgers. */
function cellOf(text: string, figure: CountedFigure | undefined, form: ReportForm): Html {
  if (figure !== undefined && text !== '0' && text !== '—') {
    return html`<a href="${behindPath(form, figure)}">${text}</a>`;
  }
  const [, id] = /^#(\d+)$/.exec(text) ?? [];
  return id === undefined ? html`<bdi>${text}</bdi>` : html`<a href="/incidents/${id}">${text}</a>`;
}
