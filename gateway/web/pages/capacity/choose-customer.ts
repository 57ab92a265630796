import type { Customer } from '../../../../nagios-config/inventory/model.ts';
import { type Html, html } from '../../html.ts';
import { customerForm, tabs } from './tabs.ts';

/** A page that asks about which customer it is to be. */
export function chooseCustomer(
  tab: 'assessment' | 'roadmap',
  customers: ReadonlyMap<string, Customer>,
): Html {
  const title = tab === 'assessment' ? 'Assessment' : 'Roadmap';
  return html`<div class="page-head"><h1>${title}</h1><p>It is about one customer.</p>${tabs(tab, '')}</div>
  ${customers.size === 0 ? nobody : customerForm(tab, customers, '')}`;
}

const nobody = html`<section class="empty"><h2>There is no customer</h2><p>The inventory names none yet.</p></section>`;
