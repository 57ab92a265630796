import type { IncidentView } from '../../incident-reader.ts';
import { type Html, html } from '../html.ts';
import { lastSaid, marks, severityBadge, subject } from './about.ts';
import { clockFace, countdownFace } from './clock-face.ts';
import type { Names } from './names.ts';
import { when } from './when.ts';

/** One incident on a board. */
export function boardRow({ incident, clocks }: IncidentView, names: Names): Html {
  const { now, plan } = clocks.history;
  const wall = { now, zone: plan.calendar.zone };
  return html`<article class="row">
    ${severityBadge(incident.severity, incident.formal)}
    <div class="what">
      <h2><a href="/incidents/${incident.id}">${subject(incident)}</a></h2>
      <p class="said">${lastSaid(incident)}</p>
      <p class="about">
        <span class="customer"><bdi>${names.customer(incident.raised.customer)}</bdi></span> <span>${plan.name}</span>
        <span>#${incident.id}</span> <span>raised ${when(incident.raisedAt, wall.zone)}</span> ${marks(incident)}
      </p>
    </div>
    <div class="clocks">
      ${clocks.clocks.map((standing) => clockFace(standing, wall))}
      ${clocks.awaited && countdownFace(clocks.awaited, wall, 'owed')}
    </div>
  </article>`;
}
