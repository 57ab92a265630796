import type { Customer } from '../../../../nagios-config/inventory/model.ts';
import { type Html, html } from '../../html.ts';
import { type RaiseForm, raiseForm } from './raise-form.ts';

/** The page for raising an incident: first for whom, where that is a question, then the form. */
export interface RaisePage {
  /** The customers for whom whoever looks may raise; one is no question. */
  readonly customers: readonly Customer[];
  readonly form: RaiseForm | undefined;
  /** Whether whoever looks may enter what somebody said on the phone. */
  readonly phone: boolean;
}

/** The page for raising an incident. */
export function raisePage({ customers, form, phone }: RaisePage): Html {
  const channel = form?.channel ?? (phone ? 'phone' : 'web');
  return html`<div class="page-head"><h1>${channel === 'phone' ? 'Somebody calls' : 'Report a problem'}</h1>
    <p>${form === undefined ? 'Whose incident is it?' : html`<bdi>${form.customer.name}</bdi>, plan ${form.plan.name}, ${form.plan.calendar.name}`}</p>
  </div>
  <section class="panel narrow">
    ${phone && form !== undefined && otherChannel(form)}
    ${form === undefined ? customerChoice(customers, channel) : raiseForm(form)}
  </section>`;
}

function customerChoice(customers: readonly Customer[], channel: string): Html {
  const options = customers.map(({ id, name }) => html`<option value="${id}">${name}</option>`);
  return html`<form class="fields" method="get" action="/raise">
    <input type="hidden" name="channel" value="${channel}">
    <label>Customer<select name="customer" required><option value=""></option>${options}</select></label>
    <div><button>Go on</button></div>
  </form>`;
}

function otherChannel({ customer, channel }: RaiseForm): Html {
  const [other, words] =
    channel === 'phone' ? ['web', 'It did not come by phone'] : ['phone', 'It came by phone'];
  const query = new URLSearchParams({ customer: customer.id, channel: other });
  return html`<p class="hint"><a href="/raise?${query.toString()}">${words}</a></p>`;
}
