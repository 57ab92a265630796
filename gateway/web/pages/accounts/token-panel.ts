import { standard } from '../../../../sla/plan.ts';
import type { ApiToken } from '../../../access/account.ts';
import { type Right, type Scope, scopes } from '../../../access/role.ts';
import { type Html, html } from '../../html.ts';
import { when } from '../when.ts';

/** What the tokens of an account are shown with. */
export interface TokenPanel {
  readonly tokens: readonly ApiToken[];
  /** What the account may do: a scope that leaves nothing of it is not offered. */
  readonly rights: ReadonlySet<Right>;
  /** The page that its forms belong to, such as `/account`. */
  readonly path: string;
  /** The key of whoever may make and end tokens; undefined for anybody else. */
  readonly formKey: string | undefined;
}

/** The tokens of an account, with a way to end each, and the form that makes one. */
export function tokenPanel({ tokens, rights, path, formKey }: TokenPanel): Html {
  return html`<section class="panel" aria-labelledby="tokens-title"><h2 id="tokens-title">Tokens</h2>
    <p class="hint">A program sends one as <code>Authorization: Bearer TOKEN</code> and acts for this account, within what the token may be used for. <a href="/api/docs">What the API can do</a>.</p>
    ${tokens.length > 0 && table(tokens, path, formKey)}
    ${formKey !== undefined && grantForm(rights, path, formKey)}</section>`;
}

function table(tokens: readonly ApiToken[], path: string, formKey: string | undefined): Html {
  const { zone } = standard.calendar;
  const row = ({ id, label, scopes: for_, createdAt, expiresAt }: ApiToken) =>
    html`<tr><td><code>${id}</code></td><td><bdi>${label}</bdi></td><td>${for_.join(', ')}</td><td>${when(createdAt, zone)}</td>
      <td>${expiresAt === null ? 'for good' : when(expiresAt, zone)}</td>
      <td>${formKey !== undefined && html`<form method="post" action="${path}/revoke"><input type="hidden" name="form_key" value="${formKey}"><input type="hidden" name="id" value="${id}"><button class="quiet">End token<span class="unseen"> ${id}</span></button></form>`}</td></tr>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of the tokens"><table>
    <thead><tr><th scope="col">id</th><th scope="col">for what</th><th scope="col">may</th><th scope="col">made</th><th scope="col">until</th><th scope="col"><span class="unseen">End</span></th></tr></thead>
    <tbody>${tokens.map(row)}</tbody></table></div>`;
}

function grantForm(rights: ReadonlySet<Right>, path: string, formKey: string): Html {
  const offered = (Object.keys(scopes) as Scope[]).filter((scope) =>
    scopes[scope].some((right) => rights.has(right)),
  );
  return html`<details class="action"><summary>Make a token</summary><form class="fields" method="post" action="${path}/token">
    <input type="hidden" name="form_key" value="${formKey}">
    <div class="pair"><label>For what<input name="label" required maxlength="200" autocomplete="off"></label>
    <label>For how many days <span class="hint">for good if left empty</span><input name="days" inputmode="numeric" pattern="[1-9][0-9]{0,3}"></label></div>
    <fieldset><legend>It may be used for</legend>${offered.map((scope) => html`<label class="chip"><input type="checkbox" name="scope:${scope}" value="1">${scope}</label> `)}</fieldset>
    <div><button>Make the token</button></div></form></details>`;
}

/** What a form of `tokenPanel` asks for. */
export function wantedToken(given: Readonly<Record<string, string>>) {
  const { label = '', days = '' } = given;
  return {
    label,
    days: days === '' ? undefined : Number(days),
    scopes: (Object.keys(scopes) as Scope[]).filter((scope) => given[`scope:${scope}`] === '1'),
  };
}
