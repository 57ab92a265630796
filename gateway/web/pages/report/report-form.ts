import { type Html, html } from '../../html.ts';

/** What the form above a report offers, and what was asked. */
export interface ReportForm {
  /** Customers by their key; those whom the viewer may see. */
  readonly customers: ReadonlyMap<string, string>;
  readonly customer: string | null;
  readonly from: string;
  readonly to: string;
  /** The local date today, from which the usual periods are counted. */
  readonly today: string;
}

/** Asks for a report on a customer and a period, with the usual periods as links. */
export function reportForm({ customers, customer, from, to, today }: ReportForm): Html {
  const options = [...customers].map(
    ([key, name]) =>
      html`<option value="${key}"${key === customer && html` selected`}>${name}</option>`,
  );
  return html`<form class="asking panel" method="get" action="/reports">
    ${customers.size > 1 && html`<label>Customer <select name="customer"><option value="">all</option>${options}</select></label>`}
    <label>Raised from <input type="date" name="from" value="${from.slice(0, 10)}" required></label>
    <label>up to and on <input type="date" name="to" value="${to.slice(0, 10)}" required></label>
    <button>Show</button>
    <p class="usual"><span class="unseen">Usual periods: </span>${usualPeriods(today).map(
      ({ name, ...period }) =>
        html`<a href="/reports?${queryOf({ customer, ...period })}">${name}</a> `,
    )}</p>
  </form>`;
}

/** A customer and a period as a query. */
export function queryOf(asked: Pick<ReportForm, 'customer' | 'from' | 'to'>): string {
  const { customer, from, to } = asked;
  return new URLSearchParams({ ...(customer !== null && { customer }), from, to }).toString();
}

function usualPeriods(text: string) {
  const today = Temporal.PlainDate.from(text);
  const month = today.with({ day: 1 });
  const year = today.with({ month: 1, day: 1 });
  const period = (name: string, first: Temporal.PlainDate, last: Temporal.PlainDate) => ({
    ...{ name, from: first.toString(), to: last.toString() },
  });
  return [
    period('this month', month, today),
    period('last month', month.subtract({ months: 1 }), month.subtract({ days: 1 })),
    period('this year', year, today),
    period('last year', year.subtract({ years: 1 }), year.subtract({ days: 1 })),
  ];
}
