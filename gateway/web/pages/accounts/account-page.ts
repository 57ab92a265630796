import type { Inventory } from '../../../../nagios-config/inventory/model.ts';
import { standard } from '../../../../sla/plan.ts';
import type { Account, Session } from '../../../access/account.ts';
import { type Html, html } from '../../html.ts';
import { when } from '../when.ts';
import { accountPath, passwordField, roleFields, roleWords } from './accounts-page.ts';

/** What the page of one account shows. */
export interface AccountPage {
  readonly account: Account;
  readonly sessions: readonly Session[];
  readonly customers: Inventory['customers'];
  readonly tokens: Html;
  readonly notice: Html | undefined;
  /** The key of whoever looks after accounts; undefined for whoever only reads. */
  readonly formKey: string | undefined;
}

/** One account: what it is, what it can be made, and its tokens. */
export function accountPage(content: AccountPage): Html {
  const { account, tokens, notice, formKey } = content;
  return html`<div class="page-head"><h1><bdi>${account.name}</bdi></h1><p><a href="/accounts">All accounts</a></p></div>
  ${notice}
  <section class="panel narrow" aria-label="Account">${factsOf(content)}
    ${formKey !== undefined && actionsOf(content, formKey)}</section>
  ${tokens}`;
}

function factsOf({ account, sessions, customers }: AccountPage): Html {
  const { displayName, role, customer, password, subject, disabledAt, createdAt } = account;
  const { zone } = standard.calendar;
  const ways = [password !== null && 'a password', subject !== null && 'OpenID Connect'];
  const words = ways.filter((way) => way !== false).join(' and ');
  const fact = (term: string, value: Html | string) =>
    html`<div><dt>${term}</dt><dd>${value}</dd></div>`;
  return html`<dl class="facts">
    ${fact('In the history', html`<bdi>${displayName}</bdi>`)}
    ${fact('Role', roleWords[role])}
    ${customer !== null && fact('Customer', html`<bdi>${customers.get(customer)?.name ?? customer}</bdi>`)}
    ${fact('Signs in with', words === '' ? 'OpenID Connect, which it has not done yet' : words)}
    ${fact('State', disabledAt === null ? 'in use' : html`<span class="bad">disabled</span> ${when(disabledAt, zone)}`)}
    ${fact('Signed in now', sessions.length === 0 ? 'nowhere' : html`since ${sessions.map(({ openedAt }, index) => html`${index > 0 && ', '}${when(openedAt, zone)}`)}`)}
    ${fact('Added', when(createdAt, zone))}</dl>`;
}

function actionsOf({ account, sessions, customers }: AccountPage, formKey: string): Html {
  const { name, displayName, role, customer, disabledAt } = account;
  const form = (action: string, fields: Html, button: string, look = '') =>
    html`<form class="fields" method="post" action="${accountPath(name)}/${action}"><input type="hidden" name="form_key" value="${formKey}">${fields}<div><button class="${look}">${button}</button></div></form>`;
  const given = { role, ...(customer !== null && { customer }) };
  const again = disabledAt === null ? 'disable' : 'enable';
  return html`<details class="action"><summary>Change role or name</summary>
    ${form('change', html`<label>As the history shows it<input name="displayName" value="${displayName}" required maxlength="200" autocomplete="off"></label>${roleFields(given, customers)}`, 'Change it, and end its sessions')}</details>
  <details class="action"><summary>Set another password</summary>${form('password', passwordField('Password'), 'Set it, and end its sessions')}</details>
  <div class="beside">${form(again, html``, disabledAt === null ? 'Disable the account' : 'Enable the account', 'quiet')}
    ${sessions.length > 0 && form('sessions', html``, 'End its sessions', 'quiet')}</div>`;
}
