import type { OutboxEntry } from '../../../outbox/box.ts';
import { describe } from '../../../outbox/description.ts';
import { type Html, html } from '../../html.ts';
import { exactly } from '../when.ts';

/** What the page on the outbox shows. */
export interface OutboxView {
  readonly dead: readonly OutboxEntry[];
  readonly waiting: readonly OutboxEntry[];
  /** What forms carry; undefined for somebody who may only look. */
  readonly formKey: string | undefined;
  readonly zone: string;
}

/** What was given up, with a way to send it after all, and what waits. */
export function outboxPage(view: OutboxView): Html {
  const { dead, waiting } = view;
  return html`<div class="page-head"><h1>Outbox</h1>
    <p>Mails, webhooks and commands to Nagios that must be sent once. What could not be sent is tried again with growing waits; what was given up stands first.</p>
  </div>
  ${table('Given up', dead, view)}
  ${table('Waiting', waiting, view)}`;
}

function table(name: string, entries: readonly OutboxEntry[], view: OutboxView): Html {
  if (entries.length === 0)
    return html`<section class="panel"><h2>${name}</h2><p>Nothing.</p></section>`;
  return html`<section class="panel"><h2>${name}</h2><div class="scroll" tabindex="0" role="region" aria-label="${name}"><table>
    <thead><tr><th scope="col">since</th><th scope="col">what</th><th scope="col">to</th><th scope="col">incident</th><th scope="col">tries</th><th scope="col">why not</th><th scope="col">next</th><th scope="col">act</th></tr></thead>
    <tbody>${entries.map((entry) => row(entry, view))}</tbody>
  </table></div></section>`;
}

function row(entry: OutboxEntry, { formKey, zone }: OutboxView): Html {
  const { to, about, incident } = describe(entry.content);
  const link = incident === null ? '–' : html`<a href="/incidents/${incident}">#${incident}</a>`;
  const next = entry.dueAt === null ? '–' : exactly(entry.dueAt, zone);
  return html`<tr><td>${exactly(entry.createdAt, zone)}</td><td>${entry.content.kind}: <bdi>${about}</bdi></td><td><bdi>${to}</bdi></td><td>${link}</td><td>${entry.attempts}</td><td><bdi>${entry.why ?? '–'}</bdi></td><td>${next}</td><td>${formKey !== undefined && actions(entry, formKey)}</td></tr>`;
}

function actions({ id, state }: OutboxEntry, formKey: string): Html {
  return html`${state === 'dead' && form(`/outbox/${id}/replay`, 'Send after all', formKey)}
    ${form(`/outbox/${id}/drop`, 'Give up', formKey)}`;
}

function form(action: string, name: string, formKey: string): Html {
  return html`<form method="post" action="${action}"><input type="hidden" name="form_key" value="${formKey}"><button class="quiet">${name}</button></form>`;
}
