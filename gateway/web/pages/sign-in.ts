import { type Html, html } from '../html.ts';

/** The form with which somebody shows the token; `next` is the path to go to afterwards. */
export function signInPage({
  next,
  complaint,
}: {
  readonly next: string;
  readonly complaint?: string;
}): Html {
  return html`<section class="panel sign-in">
    <h1>Sign in</h1>
    <p>Everybody on this machine may look. Who acts shows the gateway’s token once; it stands where the start showed it, and in the file <code>watchclock.token</code> beside the gateway’s store.</p>
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
