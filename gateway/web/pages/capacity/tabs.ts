import type { Customer } from '../../../../nagios-config/inventory/model.ts';
import { type Html, html } from '../../html.ts';

/** The pages about one customer's machines, and the links between them; the one that is shown is marked. */
export function tabs(current: Tab, customer: string): Html {
  const query = customer === '' ? '' : `?customer=${encodeURIComponent(customer)}`;
  const links = Object.entries(names).map(([tab, name]) =>
    tab === current
      ? html`<a href="/${tab}${query}" aria-current="page">${name}</a>`
      : html`<a href="/${tab}${query}">${name}</a>`,
  );
  return html`<nav class="tabs" aria-label="About the machines">${links}</nav>`;
}

/** Asks of which customer to show something, and whatever else `fields` ask. */
export function customerForm(
  tab: Tab,
  customers: ReadonlyMap<string, Customer>,
  chosen: string,
  fields: Html = html``,
): Html {
  const options = [...customers.values()].map(
    ({ id, name }) =>
      html`<option value="${id}"${id === chosen && html` selected`}>${name}</option>`,
  );
  return html`<form class="asking panel" method="get" action="/${tab}">
    <label>Customer <select name="customer">${options}</select></label>${fields}<button>Show</button></form>`;
}

/** Links to the pages before and after the one that is shown, where there are several; `query` is what else was asked. */
export function pageLinks(path: string, { page, pages, hosts, query }: Paging): Html {
  if (pages <= 1) return html``;
  const link = (to: number, name: string) => {
    const asked = new URLSearchParams({ ...query, page: String(to) });
    return html`<a href="${path}?${asked.toString()}">${name}</a>`;
  };
  return html`<nav class="paging" aria-label="More hosts">
    ${page > 1 && link(page - 1, 'before')}
    <span>page ${page} of ${pages}, ${hosts} hosts</span>
    ${page < pages && link(page + 1, 'next')}</nav>`;
}

type Tab = keyof typeof names;

/** Which page of how many is shown, of so many hosts. */
export interface Paging {
  readonly page: number;
  readonly pages: number;
  readonly hosts: number;
  readonly query: Readonly<Record<string, string>>;
}

const names = { capacity: 'Capacity', assessment: 'Assessment', roadmap: 'Roadmap' } as const;
