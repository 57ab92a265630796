import type { DigestedReport } from '../../report/compliance.ts';
import { footLines, headLines, type ReportTable, tablesOf } from '../../report/report-tables.ts';
import { type Html, html } from '../html.ts';

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
    <p>The same data as ${link('.pdf', 'PDF')}, ${link('.csv', 'CSV')} or ${link('', 'JSON')}; digest <code class="digest">sha256:${digest}</code></p>
  </div>
  ${formOf(form)}
  ${tablesOf(report).map(section)}
  <section class="panel"><ul class="remarks">${footLines(report).map((line) => html`<li>${line}</li>`)}</ul></section>`;
}

function formOf({ customers, customer, from, to }: ReportForm): Html {
  const options = [...customers].map(
    ([key, name]) =>
      html`<option value="${key}"${key === customer && html` selected`}>${name}</option>`,
  );
  return html`<form class="panel asking" method="get" action="/reports">
    <label>Customer <select name="customer"><option value="">all</option>${options}</select></label>
    <label>Raised from <input type="date" name="from" value="${from.slice(0, 10)}" required></label>
    <label>to <input type="date" name="to" value="${to.slice(0, 10)}" required></label>
    <button>Show</button>
  </form>`;
}

/** How many rows of a table the page shows. */
const most = 500;

function section({ title, columns, rows, empty }: ReportTable): Html {
  if (rows.length === 0) {
    return html`<section class="panel"><h2>${title}</h2><p>${empty}</p></section>`;
  }
  const more = rows.length > most && html`<p>and ${rows.length - most} more</p>`;
  return html`<section class="panel"><h2>${title}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="figures">
    <thead><tr>${columns.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${rows
      .slice(0, most)
      .map(
        (row) => html`<tr>${row.map((cell) => html`<td><bdi>${cell}</bdi></td>`)}</tr>`,
      )}</tbody></table></div>${more}
  </section>`;
}
