import { type Html, html } from '../html.ts';

/** What the form for signing in shows. */
interface SignIn {
  /** The path to go to afterwards. */
  readonly next: string;
  /** Where the token is kept. */
  readonly tokenFile: string;
  readonly complaint: string | undefined;
}

/** The form with which somebody shows the token. */
export function signInPage({ next, tokenFile, complaint }: SignIn): Html {
  return html`<section class="panel sign-in">
    <h1>Sign in</h1>
    <p>Everybody on this machine may look. Who acts shows the gateway’s token once: the start shows it on a terminal, and it stands in the file <code>${tokenFile}</code>.</p>
    ${complaint !== undefined && html`<p class="notice" role="alert">${complaint}</p>`}
    <form method="post" action="/sign-in">
      <input type="hidden" name="next" value="${next}">
      <label>Your name, as the history will show it<input name="name" required maxlength="200" autocomplete="name"></label>
      <label>Token<input name="token" type="password" required autocomplete="current-password"></label>
      <button>Sign in</button>
    </form>
  </section>`;
}

/** A path of this server to go to; anything else (another site, above all) becomes the first page. */
export function ownPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[^\u0000-\u001f\\]*$/.test(path) ? path : '/';
}
