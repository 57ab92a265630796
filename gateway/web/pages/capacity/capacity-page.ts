import type { Customer } from '../../../../nagios-config/inventory/model.ts';
import type { FigureCapacity, HostCapacity } from '../../../capacity/capacity.ts';
import { dueAt, outlookText } from '../../../capacity/wording.ts';
import { figureText } from '../../chart/scale.ts';
import { type Html, html } from '../../html.ts';
import { type Paging, pageLinks, tabs } from './tabs.ts';

/** What the page of many hosts shows at `now` (epoch milliseconds). */
export interface ShownCapacities {
  readonly capacities: readonly HostCapacity[];
  /** Those that the viewer may see. */
  readonly customers: ReadonlyMap<string, Customer>;
  readonly query: CapacityQuery;
  /** How many pages there are, and how many hosts on all of them. */
  readonly pages: number;
  readonly hosts: number;
  readonly now: number;
  readonly zone: string;
}

interface CapacityQuery {
  readonly customer?: string;
  readonly days: number;
  readonly page: number;
}

/** Disk, swap, load and users of many hosts: where they stand, and when they come to an end. */
export function capacityPage(shown: ShownCapacities): Html {
  const { capacities, hosts } = shown;
  return html`<div class="page-head"><h1>Capacity</h1>
    <p>Where disk, swap, load and users of each host stand, and when they come to their limits if they go on as they did. A straight line through what checks reported tells that; the range is where it meets the limit with a confidence of 95 %.</p>
    ${tabs('capacity', shown.query.customer ?? '')}</div>
  ${askingForm(shown)}
  ${hosts === 0 && noHosts}
  ${capacities.map((capacity) => hostSection(capacity, shown))}
  ${pageLinks('/capacity', pagingOf(shown))}`;
}

/** How far one can look back, in days, and what people call that. */
const lookBacks: readonly (readonly [days: number, name: string])[] = [
  [7, 'a week'],
  [30, '30 days'],
  [90, '90 days'],
  [365, 'a year'],
];

/** The choices of how far to look back; one that was asked for and is none of the usual ones is among them. */
export function lookBackOptions(chosen: number): readonly Html[] {
  const isUsual = lookBacks.some(([days]) => days === chosen);
  const all = isUsual ? lookBacks : [...lookBacks, [chosen, `${chosen} days`] as const];
  return all.map(
    ([days, name]) =>
      html`<option value="${days}"${days === chosen && html` selected`}>${name}</option>`,
  );
}

/** What a figure says now, such as `26 GB of 252 GB`. */
export function nowText({ measure, last }: FigureCapacity): string {
  const { total, unit, worse } = measure;
  const value = figureText(last.value, unit);
  if (total === undefined) return value;
  return `${value}${worse === 'falling' ? ' free' : ''} of ${figureText(total, unit)}`;
}

/** How much a figure changes in thirty days. */
export function paceText({ measure, outlook }: FigureCapacity): string {
  if (outlook.trend === undefined) return '–';
  if (!outlook.changes) return 'steady';
  const change = outlook.trend.slope * 30 * day;
  return `${change > 0 ? '+' : ''}${figureText(change, measure.unit)}`;
}

const day = 86_400_000;
/** Nearer than this is soon. */
const soon = 60 * day;

function askingForm({ customers, query }: ShownCapacities): Html {
  const options = [...customers.values()].map(
    ({ id, name }) =>
      html`<option value="${id}"${id === query.customer && html` selected`}>${name}</option>`,
  );
  return html`<form class="asking panel" method="get" action="/capacity">
    ${customers.size > 1 && html`<label>Customer <select name="customer"><option value="">all</option>${options}</select></label>`}
    <label>Looking back <select name="days">${lookBackOptions(query.days)}</select></label>
    <button>Show</button>
  </form>`;
}

function hostSection({ host, customer, figures, unheard }: HostCapacity, shown: ShownCapacities) {
  const { customers, now, zone } = shown;
  const name = customers.get(customer)?.name ?? customer;
  const ordered = figures.toSorted((one, other) => dueAt(one, now) - dueAt(other, now));
  return html`<section class="panel" aria-label="${host}"><h2><a href="/capacity/${encodeURIComponent(host)}"><bdi>${host}</bdi></a> <span class="who"><bdi>${name}</bdi></span></h2>
    ${ordered.length === 0 ? html`<p class="who">No result of disk, swap, load or users has been kept.</p>` : figureTable(host, ordered, now, zone)}
    ${ordered.length > 0 && unheard.length > 0 && html`<p class="hint">Nothing heard of ${unheard.join(', ')}.</p>`}
  </section>`;
}

function figureTable(
  host: string,
  figures: readonly FigureCapacity[],
  now: number,
  zone: string,
): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Figures of ${host}"><table class="capacity">
    <thead><tr><th scope="col">what</th><th scope="col">now</th><th scope="col">in 30 days</th><th scope="col">outlook</th></tr></thead>
    <tbody>${figures.map(
      (figure) => html`<tr><th scope="row">${figure.measure.resource} ${labelOf(figure)}</th>
      <td>${nowText(figure)}</td><td>${paceText(figure)}</td>
      <td class="${toneOf(figure, now)}">${outlookText(figure, zone)}</td></tr>`,
    )}</tbody></table></div>`;
}

/** The label of a figure, where it says more than what it is about. */
function labelOf({ measure: { resource, label } }: FigureCapacity): Html {
  return label === resource ? html`` : html`<bdi class="who">${label}</bdi>`;
}

function toneOf(figure: FigureCapacity, now: number): string {
  const due = dueAt(figure, now);
  if (due <= now) return 'bad';
  return due - now < soon ? 'near' : '';
}

const noHosts = html`<section class="empty"><h2>There is no host</h2>
  <p>As soon as the inventory names a host and results of it come in, it stands here.</p></section>`;

function pagingOf({ query, pages, hosts }: ShownCapacities): Paging {
  const { customer = '', days, page } = query;
  const asked = { ...(customer !== '' && { customer }), days: String(days) };
  return { page, pages, hosts, query: asked };
}
