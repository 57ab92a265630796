import { type Html, html } from '../../html.ts';

/** What the page for signing in shows. */
interface SignIn {
  /** The path to go to afterwards. */
  readonly next: string;
  /** Where the gateway's own token is kept. */
  readonly tokenFile: string;
  /** Whether there are accounts to sign in with. */
  readonly accounts: boolean;
  /** What people call the provider that can vouch for them; undefined without one. */
  readonly provider: string | undefined;
  readonly complaint: string | undefined;
}

/** The forms with which somebody signs in: with an account, elsewhere, or with the gateway's own token. */
export function signInPage({ next, tokenFile, accounts, provider, complaint }: SignIn): Html {
  return html`<section class="panel sign-in">
    <h1>Sign in</h1>
    ${complaint !== undefined && html`<p class="notice" role="alert">${complaint}</p>`}
    ${provider !== undefined && html`<p><a class="button" href="/sign-in/openid?next=${encodeURIComponent(next)}">Sign in with ${provider}</a></p>`}
    ${accounts ? accountForm(next) : html`<p>Everybody on this machine may look. Who acts shows the gateway’s token once.</p>`}
    ${accounts ? html`<details><summary>With the gateway’s own token</summary>${tokenForm(next, tokenFile)}</details>` : tokenForm(next, tokenFile)}
  </section>`;
}

function accountForm(next: string): Html {
  return html`<form method="post" action="/sign-in">
    <input type="hidden" name="next" value="${next}">
    <label>Name<input name="account" required maxlength="100" autocomplete="username" autocapitalize="none" spellcheck="false"></label>
    <label>Password<input name="password" type="password" required maxlength="1000" autocomplete="current-password"></label>
    <button>Sign in</button>
  </form>`;
}

function tokenForm(next: string, tokenFile: string): Html {
  return html`<form method="post" action="/sign-in">
    <input type="hidden" name="next" value="${next}">
    <p class="hint">The start shows it on a terminal, and it stands in the file <code>${tokenFile}</code>.</p>
    <label>Your name, as the history will show it<input name="name" required maxlength="200" autocomplete="name"></label>
    <label>Token<input name="token" type="password" required autocomplete="off"></label>
    <button>Sign in</button>
  </form>`;
}

/** A path of this server to go to; anything else (another site, above all) becomes the first page. */
export function ownPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[^\u0000-\u001f\\]*$/.test(path) ? path : '/';
}
