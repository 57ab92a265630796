import type { Customer } from '../../../../nagios-config/inventory/model.ts';
import type { Plan } from '../../../../sla/plan.ts';
import { type Html, html } from '../../html.ts';
import type { Given } from '../incident/actions.ts';
import { severityWords } from '../severity-words.ts';
import { when } from '../when.ts';

/** What the form for raising an incident is about. */
export interface RaiseForm {
  readonly customer: Customer;
  readonly plan: Plan;
  readonly channel: 'web' | 'phone';
  /** When the plan's service hours are open next, epoch milliseconds: `now` while they are, null for never. */
  readonly opening: number | null;
  readonly now: number;
  /** Which preconditions of the contract are not met. */
  readonly unmet: readonly string[];
  readonly formKey: string;
  /** What makes this form recognisable when it is sent twice. */
  readonly once: string;
  readonly given: Given;
  readonly complaint: string | undefined;
}

/** The form with which somebody raises an incident; what speaks against the guarantees is said before anything is sent. */
export function raiseForm(form: RaiseForm): Html {
  const { customer, channel, formKey, once, given, complaint } = form;
  return html`<form class="fields" method="post" action="/raise">
    <input type="hidden" name="form_key" value="${formKey}">
    <input type="hidden" name="once" value="${once}">
    <input type="hidden" name="customer" value="${customer.id}">
    <input type="hidden" name="channel" value="${channel}">
    ${complaint !== undefined && html`<p class="notice" role="alert"><bdi>${complaint}</bdi></p>`}
    ${caveats(form)}
    ${channel === 'phone' && caller(form)}
    <label>What is wrong, in a sentence<input name="summary" value="${given.summary}" required maxlength="500" autocomplete="off"></label>
    ${severities(given.severity)}
    <label>Everything else that helps <span class="hint">What was tried, since when, who is affected</span><textarea name="description" rows="6" maxlength="20000">${given.description}</textarea></label>
    ${hosts(customer, given.host)}
    <div><button>Raise the incident</button></div>
  </form>`;
}

function caveats({ plan, opening, now, unmet, channel }: RaiseForm): Html {
  const { zone } = plan.calendar;
  const next = opening === null ? html`never again` : when(opening, zone);
  return html`${unmet.length > 0 && html`<div class="notice"><p><b>The guaranteed times will not apply</b>, because preconditions of the contract are not met:</p><ul>${unmet.map((each) => html`<li>${each}</li>`)}</ul><p>It is handled all the same.</p></div>`}
    ${opening !== now && html`<p class="notice">Outside the service hours of plan ${plan.name}: ${channel === 'phone' ? html`nothing can be raised by phone now, but a call of earlier can be entered. They open again ${next}.` : html`the clocks start to run at the next opening, ${next}.`}</p>`}`;
}

function caller({ customer, plan, now, given }: RaiseForm): Html {
  const { technical, issuers } = customer.contacts;
  const people = [...(technical === undefined ? [] : [technical]), ...issuers];
  const { zone } = plan.calendar;
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const time = local.toPlainDateTime().toString({ smallestUnit: 'minute' });
  return html`<div class="pair">
    <label>Who called<input name="caller" value="${given.caller}" list="callers" required maxlength="200" autocomplete="off"></label>
    <label>When <span class="hint">${zone}; the clocks count from then</span><input type="datetime-local" name="called_at" value="${given.called_at ?? time}" max="${time}" required></label>
  </div>
  <datalist id="callers">${people.map(({ name }) => html`<option value="${name}"></option>`)}</datalist>`;
}

function severities(chosen: string | undefined): Html {
  return html`<fieldset><legend>How grave is it? <span class="hint">The severity is at the customer’s discretion and can be changed later.</span></legend>
    <div class="choices">${Object.entries(severityWords).map(
      ([
        severity,
        words,
      ]) => html`<label><input type="radio" name="severity" value="${severity}" required ${severity === chosen && html`checked`}>
      <span class="severity severity-${severity.toLowerCase()}">${severity}</span> <span>${words}</span></label>`,
    )}</div></fieldset>`;
}

function hosts({ hosts: all }: Customer, chosen: string | undefined): Html {
  if (all.length === 0) return html``;
  const options = all.map(
    ({ name, alias }) =>
      html`<option value="${name}" ${name === chosen && html`selected`}>${alias === name ? name : `${name}: ${alias}`}</option>`,
  );
  return html`<label>Which machine, if you know<select name="host"><option value="">not known</option>${options}</select></label>`;
}
