import type { AccountField, RefusedChangeError } from '../../../access/refused-change.ts';
import { type Html, html } from '../../html.ts';

/** Says to whoever filled in a form why that cannot be. */
export function complaint({ field, message }: RefusedChangeError): Html {
  const place = field === null || message.startsWith('the ') ? '' : `${labels[field]} `;
  return html`<p class="notice" role="alert"><bdi>${place}${message}</bdi></p>`;
}

const labels: Readonly<Record<AccountField, string>> = {
  name: 'The name',
  role: 'The role',
  customer: 'The customer',
  displayName: 'What the history shows',
  password: 'The password',
  scopes: 'The form',
  days: 'How long it lasts',
};
