import type { ReportRow } from '../../../../sla/compliance/data.ts';
import type { DigestedReport } from '../../../report/compliance.ts';
import {
  footLines,
  headLines,
  type ReportTable,
  tablesOf,
} from '../../../report/formats/tables.ts';
import { type Html, html } from '../../html.ts';
import { reportCharts } from './report-charts.ts';

/** What the form above a report offers, and what was asked. */
export interface ReportForm {
  /** Customers by their key; those whom the viewer may see. */
  readonly customers: ReadonlyMap<string, string>;
  readonly customer: string | null;
  readonly from: string;
  readonly to: string;
}

/** A compliance report with the form that asks for another one. */
export function reportPage(form: ReportForm, { report, digest }: DigestedReport): Html {
  const query = new URLSearchParams({
    ...(form.customer !== null && { customer: form.customer }),
    ...{ from: form.from, to: form.to },
  });
  const link = (ending: string, name: string) =>
    html`<a href="/api/v1/reports/compliance${ending}?${String(query)}">${name}</a>`;
  return html`<div class="page-head"><h1>Compliance</h1>
    ${headLines(report).map((line) => html`<p>${line}</p>`)}
  </div>
  ${formOf(form)}
  ${reportCharts(report)}
  ${behind(form, report.rows)}
  ${tablesOf(report).map(section)}
  <section class="panel"><h2>Verify it yourself</h2>
    <p>The same data as ${link('.pdf', 'PDF')}, ${link('.csv', 'CSV')} or ${link('', 'JSON')}, under the digest <code class="digest">sha256:${digest}</code>. A bundle with the log behind it (<code>watchclock report bundle</code>) is checked anywhere, without this gateway: <code>watchclock verify BUNDLE</code>.</p>
    <ul class="remarks">${footLines(report).map((line) => html`<li>${line}</li>`)}</ul></section>`;
}

function formOf({ customers, customer, from, to }: ReportForm): Html {
  const options = [...customers].map(
    ([key, name]) =>
      html`<option value="${key}"${key === customer && html` selected`}>${name}</option>`,
  );
  return html`<form class="filter" method="get" action="/reports">
    <label>Customer <select name="customer"><option value="">all</option>${options}</select></label>
    <label>Raised from <input type="date" name="from" value="${from.slice(0, 10)}" required></label>
    <label>to <input type="date" name="to" value="${to.slice(0, 10)}" required></label>
    <button>Show</button>
  </form>`;
}

/** Every figure of the rows leads to the incidents behind it. */
function behind({ from, to }: ReportForm, rows: readonly ReportRow[]): Html {
  if (rows.length === 0) return html``;
  const period = { from: from.slice(0, 10), to: to.slice(0, 10) };
  const cell = (row: ReportRow, verdict: string, count: number) => {
    const { customer, severity, clock } = row;
    const days = daysOf(row.month, period);
    const query = new URLSearchParams({
      ...days,
      severity,
      clock,
      verdict,
      ...(customer && { customer }),
    });
    return html`<td class="number">${count === 0 ? '0' : html`<a href="/incidents?${query.toString()}">${count}</a>`}</td>`;
  };
  return html`<section class="panel" aria-labelledby="behind-title"><h2 id="behind-title">The incidents behind the figures</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of the incidents behind the figures"><table>
    <thead><tr><th scope="col">customer</th><th scope="col">month</th><th scope="col">clock</th><th scope="col">severity</th>
      <th scope="col" class="number">met</th><th scope="col" class="number">missed</th><th scope="col" class="number">not needed</th><th scope="col" class="number">excluded</th><th scope="col" class="number">running</th></tr></thead>
    <tbody>${rows.map(
      (
        row,
      ) => html`<tr><td><bdi>${row.customer ?? '(in no inventory)'}</bdi></td><td>${row.month}</td><td>${row.clock}</td><td>${row.severity}</td>
      ${cell(row, 'met', row.met)}${cell(row, 'missed', row.missed)}${cell(row, 'not-needed', row.notNeeded)}${cell(row, 'excluded', row.excluded)}${cell(row, 'running', row.running)}</tr>`,
    )}</tbody></table></div></section>`;
}

/** The days of a month that lie in a period. */
function daysOf(month: string, period: { readonly from: string; readonly to: string }) {
  const first = Temporal.PlainDate.from(`${month}-01`);
  const last = first.add({ months: 1 }).subtract({ days: 1 }).toString();
  return {
    from: first.toString() < period.from ? period.from : first.toString(),
    to: last > period.to ? period.to : last,
  };
}

/** How many rows of a table the page shows. */
const most = 500;

function section({ title, columns, rows, empty }: ReportTable): Html {
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
        (row) =>
          html`<tr>${row.map((each, index) => html`<td class="${alignment(index)}">${cellOf(each)}</td>`)}</tr>`,
      )}</tbody></table></div>${more}
  </section>`;
}

/** The number of an incident leads to it, and so to its ledgers. */
function cellOf(text: string): Html {
  const [, id] = /^#(\d+)$/.exec(text) ?? [];
  return id === undefined ? html`<bdi>${text}</bdi>` : html`<a href="/incidents/${id}">${text}</a>`;
}
