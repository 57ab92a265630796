import { randomBytes } from 'node:crypto';
import { type Html, html } from '../../html.ts';

/** A secret that was made and is kept nowhere. */
export interface ShownOnce {
  /** What it is, as a sentence begins: `The password of eva`. */
  readonly what: string;
  readonly text: string;
}

/** Shows a fresh secret, this once. */
export function shownOnce({ what, text }: ShownOnce): Html {
  return html`<section class="notice good" role="status"><p><b>${what}, shown only now:</b></p><p><code class="secret">${text}</code></p></section>`;
}

/** A password for somebody else to begin with: 96 random bits. */
export function madeUpPassword(): string {
  return randomBytes(12).toString('base64url');
}
