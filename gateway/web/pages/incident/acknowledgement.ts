import type { IncidentView } from '../../../incident/incident-reader.ts';
import { type Html, html } from '../../html.ts';
import { when } from '../when.ts';

/** What whoever has just raised an incident is told: that it was taken in, under which number, and what is due when. */
export function acknowledgement({ incident, clocks }: IncidentView): Html {
  const { zone } = clocks.history.plan.calendar;
  const dues = clocks.clocks.flatMap(({ name, due }) =>
    due === null ? [] : [html`<li>${name} due ${when(due, zone)}</li>`],
  );
  const { notGuaranteed } = incident.raised;
  return html`<section class="notice good" role="status">
    <p><b>Thank you: this is incident #${incident.id}.</b> It was taken in ${when(incident.raisedAt, zone)} with severity ${incident.severity}.</p>
    ${dues.length > 0 && html`<ul>${dues}</ul>`}
    ${notGuaranteed.length > 0 && html`<p>It is handled, but the guaranteed times do not apply: ${notGuaranteed.join('; ')}.</p>`}
  </section>`;
}
