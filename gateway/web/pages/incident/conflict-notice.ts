import type { IncidentView } from '../../../incident/incident-reader.ts';
import { type Html, html } from '../../html.ts';
import type { AskedAction } from './action-form.ts';
import { type ActionContext, actionAgain } from './action-panel.ts';
import { timeline } from './timeline.ts';

/** Tells that somebody was quicker, what they did, and lets whoever was slower go on with what they had filled in. */
export function conflictNotice(
  { incident, events, clocks }: IncidentView,
  { command, version = 0, given }: AskedAction,
  context: ActionContext,
): Html {
  const newer = events.filter((event) => event.version > version);
  return html`<section class="notice conflict" role="alert" aria-labelledby="conflict-title">
    <h2 id="conflict-title">Somebody was quicker</h2>
    <p>This happened since you opened the page. Nothing of yours was done yet.</p>
    ${timeline(newer, clocks.history.plan.calendar.zone)}
    ${actionAgain(command.kind, incident, { ...context, given })}
  </section>`;
}
