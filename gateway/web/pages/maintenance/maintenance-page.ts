import type { Customer } from '../../../../nagios-config/inventory/model.ts';
import { counts } from '../../../../sla/maintenance.ts';
import { openTime } from '../../../../sla/open-time.ts';
import type { Plan } from '../../../../sla/plan.ts';
import { textOf } from '../../../incident-event.ts';
import { inEffect, type MaintenanceWindow } from '../../../maintenance.ts';
import { type Html, html } from '../../html.ts';
import type { Names } from '../names.ts';
import { spanText } from '../span.ts';
import { when } from '../when.ts';

/** What the page of maintenance windows shows at `now`, epoch milliseconds. */
export interface MaintenancePage {
  readonly windows: readonly ShownWindow[];
  readonly names: Names;
  readonly now: number;
  /** The key of whoever may announce and cancel; undefined for anybody else. */
  readonly formKey: string | undefined;
  /** The form for announcing one; undefined for whoever may not. */
  readonly form: Html | undefined;
  readonly notice: string | undefined;
}

/** A window with the plan under which its customer's incidents are raised then. */
interface ShownWindow {
  readonly window: MaintenanceWindow;
  readonly plan: Plan;
  /** How many open incidents it covers. */
  readonly open: number;
}

/** The windows that are to come, that last and that are over, and the form for announcing one. */
export function maintenancePage(content: MaintenancePage): Html {
  const { windows, now, form, notice } = content;
  const ahead = windows.filter(
    ({ window }) => window.end > now && window.cancelledAt === undefined,
  );
  const past = windows.filter((each) => !ahead.includes(each)).toReversed();
  return html`<div class="page-head"><h1>Maintenance</h1>
    <p>Clocks rest in a window that was announced before it starts. One announced later is kept and shown, and excludes nothing.</p>
  </div>
  ${notice !== undefined && html`<p class="notice" role="alert"><bdi>${notice}</bdi></p>`}
  <section class="panel" aria-labelledby="ahead-title"><h2 id="ahead-title">To come, and now</h2>
    ${ahead.length === 0 ? html`<p>Nothing is announced.</p>` : table(ahead, content)}
  </section>
  ${form}
  ${past.length > 0 && html`<section class="panel" aria-labelledby="past-title"><h2 id="past-title">Over, or cancelled</h2>${table(past, content)}</section>`}`;
}

function table(windows: readonly ShownWindow[], content: MaintenancePage): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Maintenance windows"><table>
    <thead><tr><th scope="col">from</th><th scope="col">to</th><th scope="col">whose</th><th scope="col">what</th><th scope="col">why</th><th scope="col">excludes</th><th scope="col"><span class="unseen">Cancel</span></th></tr></thead>
    <tbody>${windows.map((each) => row(each, content))}</tbody>
  </table></div>`;
}

function row(shown: ShownWindow, { names, now, formKey }: MaintenancePage): Html {
  const { window, plan } = shown;
  const { zone } = plan.calendar;
  const { id, customer, hosts, applications, start, end, reason, announcedAt, actor } = window;
  const by = 'name' in actor ? html` by <bdi>${textOf(actor.name)}</bdi>` : '';
  const covered = [...hosts, ...applications];
  const mayCancel = formKey !== undefined && end > now && window.cancelledAt === undefined;
  return html`<tr>
    <td>${when(start, zone)}</td><td>${when(end, zone)}</td>
    <td><bdi>${names.customer(customer)}</bdi></td>
    <td><bdi>${covered.length === 0 ? 'everything' : covered.join(', ')}</bdi></td>
    <td><bdi>${reason}</bdi> <span class="who">announced ${when(announcedAt, zone)}${by}</span></td>
    <td>${effect(shown, now)}</td>
    <td>${mayCancel && cancelForm(id, formKey)}</td>
  </tr>`;
}

/** What a window keeps out of the guarantees, in service time of the customer's plan. */
function effect({ window, plan, open }: ShownWindow, now: number): Html {
  if (!counts(window)) return html`<b class="bad">nothing</b>: it was announced too late`;
  const counted = inEffect(window, now);
  if (counted === undefined) return html`nothing: it was cancelled`;
  const service = openTime(plan.calendar).between(counted.start, counted.end);
  const until = window.cancelledAt === undefined ? '' : ', until it was cancelled';
  return html`${service === 0 ? 'no service time' : `${spanText(service)} of service time`}${until}${open > 0 && html` <span class="who">of ${open} open incident${open === 1 ? '' : 's'}, too</span>`}`;
}

function cancelForm(id: string, formKey: string): Html {
  return html`<form method="post" action="/maintenance/cancel">
    <input type="hidden" name="form_key" value="${formKey}"><input type="hidden" name="id" value="${id}">
    <button class="quiet">Cancel</button>
  </form>`;
}

/** The form for announcing a window of one customer. */
export interface AnnounceForm {
  readonly customer: Customer;
  readonly zone: string;
  readonly formKey: string;
  readonly given: Readonly<Record<string, string>>;
  /** What must be confirmed before it is kept: that it comes too late. */
  readonly late: boolean;
}

/** First for whom, where that is a question, then the form. */
export function announceSection(
  customers: readonly Customer[],
  form: AnnounceForm | undefined,
): Html {
  return html`<section class="panel narrow" aria-labelledby="announce-title"><h2 id="announce-title">Announce a window${form && html` of <bdi>${form.customer.name}</bdi>`}</h2>
    ${form === undefined ? whose(customers) : announceForm(form)}</section>`;
}

function whose(customers: readonly Customer[]): Html {
  const options = customers.map(({ id, name }) => html`<option value="${id}">${name}</option>`);
  return html`<form class="fields" method="get" action="/maintenance">
    <label>Customer<select name="customer" required><option value=""></option>${options}</select></label>
    <div><button>Go on</button></div></form>`;
}

function announceForm({ customer, zone, formKey, given, late }: AnnounceForm): Html {
  const applications = [
    ...new Set(customer.hosts.flatMap((host) => host.applications.map(({ key }) => key))),
  ];
  const box = (kind: string, name: string) =>
    html`<label class="chip"><input type="checkbox" name="${kind}:${name}" value="1" ${given[`${kind}:${name}`] === '1' && html`checked`}>${name}</label> `;
  return html`<form class="fields" method="post" action="/maintenance">
    <input type="hidden" name="form_key" value="${formKey}"><input type="hidden" name="customer" value="${customer.id}">
    <div class="pair">
      <label>From <span class="hint">${zone}</span><input type="datetime-local" name="start" value="${given.start}" required></label>
      <label>To <span class="hint">${zone}</span><input type="datetime-local" name="end" value="${given.end}" required></label>
    </div>
    <fieldset><legend>What <span class="hint">everything of the customer if nothing is chosen</span></legend>
      ${customer.hosts.map(({ name }) => box('host', name))}${applications.map((key) => box('application', key))}</fieldset>
    <label>What will be done<input name="reason" value="${given.reason}" required maxlength="1000" autocomplete="off"></label>
    ${late && html`<label class="chip"><input type="checkbox" name="confirmed" value="1" required>Keep it all the same: it starts before now, so it excludes nothing</label>`}
    <div><button>Announce</button></div>
  </form>`;
}
