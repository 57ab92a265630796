import { standard } from '../../../../sla/plan.ts';
import type { Account, Session } from '../../../access/account.ts';
import { passwordLength } from '../../../access/password.ts';
import { type Html, html } from '../../html.ts';
import { when } from '../when.ts';
import { roleWords } from './accounts-page.ts';

/** What somebody's own page shows. */
export interface OwnAccountPage {
  readonly account: Account;
  /** The name of the customer of a contact. */
  readonly customer: string | undefined;
  readonly sessions: readonly Session[];
  /** The digest of the session that looks. */
  readonly current: string;
  readonly tokens: Html;
  readonly notice: Html | undefined;
  readonly formKey: string;
}

/** One's own account: the password, where one is signed in, and the tokens. */
export function ownAccountPage(content: OwnAccountPage): Html {
  const { account, customer, tokens, notice, formKey } = content;
  const whose = customer !== undefined && html` of <bdi>${customer}</bdi>`;
  return html`<div class="page-head"><h1><bdi>${account.displayName}</bdi></h1>
    <p>${account.name}, ${roleWords[account.role]}${whose}</p></div>
  ${notice}
  ${account.password !== null && passwordSection(formKey)}
  ${sessionSection(content)}
  ${tokens}`;
}

function passwordSection(formKey: string): Html {
  return html`<section class="panel narrow" aria-labelledby="password-title"><h2 id="password-title">Password</h2>
  <form class="fields" method="post" action="/account/password">
    <input type="hidden" name="form_key" value="${formKey}">
    <label>The one you have<input name="current" type="password" required maxlength="${passwordLength.most}" autocomplete="current-password"></label>
    <label>The new one <span class="hint">at least ${passwordLength.least} characters</span><input name="password" type="password" required minlength="${passwordLength.least}" maxlength="${passwordLength.most}" autocomplete="new-password"></label>
    <label>The new one again<input name="again" type="password" required maxlength="${passwordLength.most}" autocomplete="new-password"></label>
    <p class="hint">Your other sessions end.</p>
    <div><button>Change the password</button></div>
  </form></section>`;
}

function sessionSection({ sessions, current, formKey }: OwnAccountPage): Html {
  const { zone } = standard.calendar;
  const row = ({ digest, openedAt, expiresAt }: Session) =>
    html`<tr><td>${when(openedAt, zone)}</td><td>${when(expiresAt, zone)}</td>
      <td>${digest === current ? 'this one' : html`<form method="post" action="/account/session"><input type="hidden" name="form_key" value="${formKey}"><input type="hidden" name="id" value="${sessionId(digest)}"><button class="quiet">End it</button></form>`}</td></tr>`;
  return html`<section class="panel narrow" aria-labelledby="sessions-title"><h2 id="sessions-title">Where you are signed in</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Sessions"><table>
    <thead><tr><th scope="col">since</th><th scope="col">until</th><th scope="col"><span class="unseen">End</span></th></tr></thead>
    <tbody>${sessions.map(row)}</tbody></table></div></section>`;
}

/** What a page calls a session: enough to find it among those of one account. */
export function sessionId(digest: string): string {
  return digest.slice(0, 16);
}
