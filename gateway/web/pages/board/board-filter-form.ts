import { severities } from '../../../../sla/plan.ts';
import { type BoardFilter, boardStatuses } from '../../../board/filter.ts';
import { type Html, html } from '../../html.ts';

/** What a board can be filtered by: pairs of a key and what people call it. */
export interface Choices {
  readonly customers: readonly (readonly [key: string, name: string])[];
  readonly plans: readonly string[];
  /** Whether whoever looks can have taken something on. */
  readonly mine: boolean;
}

/** The form whose fields are the filter in the address bar. */
export function filterForm(filter: BoardFilter, { customers, plans, mine }: Choices): Html {
  const { customer, severity = [], status, plan, text } = filter;
  const planPairs = plans.map((name) => [name, name] as const);
  const any = Object.keys(filter).length > 0;
  return html`<form class="filter" id="filter" method="get" action="/" role="search" aria-label="Filter">
    <label class="wide"><span class="unseen">Text</span><input type="search" name="q" value="${text}" placeholder="Host, service, output, #number" maxlength="200" autocomplete="off"></label>
    ${customers.length > 1 && choice('customer', 'Customer', customers, customer)}
    ${choice('status', 'State', Object.entries(boardStatuses), status)}
    ${plans.length > 1 && choice('plan', 'Plan', planPairs, plan)}
    <fieldset><legend class="unseen">Severity</legend>${severities.map(
      (each) =>
        html`<label class="chip"><input type="checkbox" name="severity" value="${each}" ${severity.includes(each) && html`checked`}>${each}</label>`,
    )}</fieldset>
    ${mine && html`<label class="chip"><input type="checkbox" name="mine" value="1" ${filter.mine === true && html`checked`}>mine</label>`}
    <button class="quiet">Show</button>
    ${any && html`<a class="clear" href="/">Show all</a>`}
  </form>`;
}

function choice(
  name: string,
  label: string,
  pairs: readonly (readonly [string, string])[],
  chosen: string | undefined,
): Html {
  const options = pairs.map(
    ([value, text]) =>
      html`<option value="${value}" ${value === chosen && html`selected`}>${text}</option>`,
  );
  return html`<label><span class="unseen">${label}</span><select name="${name}"><option value="">${label}: any</option>${options}</select></label>`;
}
