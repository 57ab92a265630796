import type { Inventory } from '../../../../nagios-config/inventory/model.ts';
import { standard } from '../../../../sla/plan.ts';
import type { Account } from '../../../access/account.ts';
import { passwordLength } from '../../../access/password.ts';
import { roles } from '../../../access/role.ts';
import { type Html, html } from '../../html.ts';
import type { Given } from '../incident/actions.ts';
import { when } from '../when.ts';

/** What the page of all accounts shows. */
export interface AccountsPage {
  readonly accounts: readonly Account[];
  readonly customers: Inventory['customers'];
  readonly notice: Html | undefined;
  /** What the form for adding one was filled in with; undefined for whoever may not add one. */
  readonly form: { readonly formKey: string; readonly given: Given } | undefined;
}

/** Who may sign in, and the form that adds somebody. */
export function accountsPage({ accounts, customers, notice, form }: AccountsPage): Html {
  return html`<div class="page-head"><h1>Accounts</h1>
    <p>Who may sign in, and as what. With the first account, which must be a lead, everybody has to.</p></div>
  ${notice}
  <section class="panel" aria-label="Accounts">
    ${accounts.length === 0 ? html`<p>There are no accounts: everybody on the gateway’s machine may look.</p>` : table(accounts, customers)}
  </section>
  ${form !== undefined && addSection(form.formKey, form.given, customers)}`;
}

function table(accounts: readonly Account[], customers: Inventory['customers']): Html {
  const row = ({ name, displayName, role, customer, disabledAt, createdAt }: Account) =>
    html`<tr><td><a href="${accountPath(name)}"><bdi>${name}</bdi></a></td><td><bdi>${displayName}</bdi></td>
      <td>${role === 'customer' ? 'contact' : role}</td><td><bdi>${customer !== null && (customers.get(customer)?.name ?? customer)}</bdi></td>
      <td>${disabledAt === null ? 'in use' : html`<span class="bad">disabled</span>`}</td><td>${when(createdAt, standard.calendar.zone)}</td></tr>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="All accounts"><table>
    <thead><tr><th scope="col">name</th><th scope="col">in the history</th><th scope="col">role</th><th scope="col">customer</th><th scope="col">state</th><th scope="col">since</th></tr></thead>
    <tbody>${accounts.map(row)}</tbody></table></div>`;
}

/** The page of an account. */
export function accountPath(name: string): string {
  return `/accounts/${encodeURIComponent(name)}`;
}

/** What the roles are for. */
export const roleWords = {
  engineer: 'engineer',
  lead: 'lead: an engineer who also looks after accounts',
  customer: 'customer’s contact',
  auditor: 'auditor: reads everything, changes nothing',
} as const;

function addSection(formKey: string, given: Given, customers: Inventory['customers']): Html {
  return html`<section class="panel narrow" aria-labelledby="add-title"><h2 id="add-title">Add an account</h2>
  <form class="fields" method="post" action="/accounts">
    <input type="hidden" name="form_key" value="${formKey}">
    <div class="pair">
      <label>Name <span class="hint">what is typed to sign in; with OpenID Connect the e-mail address</span><input name="name" value="${given.name}" required maxlength="100" pattern="[a-z0-9][a-z0-9._@+\\-]*" autocomplete="off" autocapitalize="none" spellcheck="false"></label>
      <label>As the history shows it<input name="displayName" value="${given.displayName}" maxlength="200" autocomplete="off"></label>
    </div>
    ${roleFields(given, customers)}
    ${passwordField('Password')}
    <label class="tick"><input type="checkbox" name="elsewhere" value="1" ${given.elsewhere === '1' && html`checked`}>Without a password: signs in through OpenID Connect only</label>
    <div><button>Add the account</button></div>
  </form></section>`;
}

/** The role, and the customer of a contact. */
export function roleFields(given: Given, customers: Inventory['customers']): Html {
  const options = roles.map(
    (role) =>
      html`<option value="${role}" ${role === (given.role ?? 'engineer') && html`selected`}>${roleWords[role]}</option>`,
  );
  const names = [...customers].map(
    ([id, { name }]) =>
      html`<option value="${id}" ${id === given.customer && html`selected`}>${name}</option>`,
  );
  return html`<div class="pair"><label>Role<select name="role">${options}</select></label>
    <label>Customer <span class="hint">of a contact</span><select name="customer"><option value=""></option>${names}</select></label></div>`;
}

/** A password that somebody else will use; the gateway makes one up where none is given. */
export function passwordField(label: string): Html {
  return html`<label>${label} <span class="hint">at least ${passwordLength.least} characters; left empty, one is made up and shown once</span><input name="password" type="password" maxlength="${passwordLength.most}" autocomplete="new-password"></label>`;
}
