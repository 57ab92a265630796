import { ledgersOf } from '../../../../sla/explain.ts';
import type { IncidentView } from '../../../incident/incident-reader.ts';
import { type Html, html } from '../../html.ts';
import { lastSaid, marks, severityBadge, subject } from '../about.ts';
import { clockFace, countdownFace } from '../clock-face.ts';
import type { Names } from '../names.ts';
import { type ActionContext, actionPanel } from './action-panel.ts';
import { facts } from './facts.ts';
import { ledgerTable } from './ledger-table.ts';
import { timeline } from './timeline.ts';

/** What the page of an incident shows besides the incident. */
export interface IncidentContext {
  readonly names: Names;
  /** What whoever looks may do; undefined for somebody who has not signed in. */
  readonly actions: ActionContext | undefined;
  /** What to tell first: about the action before, or about the raising. */
  readonly notice: Html | undefined;
  /** Events after this version are marked as new to whoever looks. */
  readonly seen: number | undefined;
  readonly monitoring: Html;
  readonly solutions: Html;
}

/** One incident: its clocks and why they say so, what happened, what is known, and what can be done. */
export function incidentPage(view: IncidentView, context: IncidentContext): Html {
  const { incident, events, clocks } = view;
  const { now, plan } = clocks.history;
  const { zone } = plan.calendar;
  const wall = { now, zone };
  const { names, actions, notice, seen, monitoring, solutions } = context;
  return html`${notice}
  <header class="incident-head">
    ${severityBadge(incident.severity, incident.formal)}
    <div>
      <p class="about"><span>#${incident.id}</span> <bdi class="customer">${names.customer(incident.raised.customer)}</bdi> ${marks(incident)}</p>
      <h1>${subject(incident)}</h1>
      <p class="said">${lastSaid(incident)}</p>
    </div>
  </header>
  <div class="columns">
    <div class="main-column">
      <section class="panel" aria-labelledby="clocks-title">
        <h2 id="clocks-title">Clocks</h2>
        <div class="clocks">
          ${clocks.clocks.map((standing) => clockFace(standing, wall))}
          ${clocks.awaited && countdownFace(clocks.awaited, wall)}
        </div>
        ${ledgersOf(clocks.history).map((ledger) => ledgerTable(ledger, clocks.history))}
      </section>
      <section class="panel happened" aria-labelledby="timeline-title">
        <h2 id="timeline-title">What happened</h2>
        ${timeline(events, zone, seen)}
      </section>
      ${monitoring}
    </div>
    <aside class="side-column" aria-label="Actions and facts">
      <section class="panel" aria-labelledby="actions-title">
        <h2 id="actions-title">Actions</h2>
        ${actions === undefined ? signInFirst(incident.id) : actionPanel(incident, actions)}
      </section>
      ${solutions}
      <section class="panel known" aria-labelledby="facts-title">
        <h2 id="facts-title">Facts</h2>
        ${facts(view, names)}
      </section>
    </aside>
  </div>`;
}

function signInFirst(id: number): Html {
  return html`<p>To respond, to ask the customer or to resolve it, <a href="/sign-in?next=/incidents/${id}">sign in</a>.</p>`;
}
