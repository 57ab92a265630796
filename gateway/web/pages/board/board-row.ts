import type { IncidentView } from '../../../incident/incident-reader.ts';
import { type Html, html } from '../../html.ts';
import { lastSaid, marks, severityBadge, subject } from '../about.ts';
import { clockFace, countdownFace } from '../clock-face.ts';
import type { Names } from '../names.ts';
import { when } from '../when.ts';

/** An incident on a board, and who took it on last. */
export interface RowContent {
  readonly view: IncidentView;
  readonly worker: string | null;
}

/** One row of a board; what it is ordered by stands in its `data-` attributes. */
export function boardRow({ view, worker }: RowContent, names: Names): Html {
  const { incident, clocks } = view;
  const { now, plan } = clocks.history;
  const wall = { now, zone: plan.calendar.zone };
  const { id, severity, formal, raised, raisedAt } = incident;
  return html`<li data-id="${id}" data-due="${clocks.nextDue}" data-raised="${raisedAt}"><article class="row">
    ${severityBadge(severity, formal)}
    <div class="what">
      <h2><a href="/incidents/${id}">${subject(incident)}</a></h2>
      <p class="said">${lastSaid(incident)}</p>
      <p class="about">
        <span class="customer"><bdi>${names.customer(raised.customer)}</bdi></span> <span>${plan.name}</span>
        <span>#${id}</span> <span>raised ${when(raisedAt, wall.zone)}</span> ${workerText(worker)} ${marks(incident)}
      </p>
    </div>
    <div class="clocks">
      ${clocks.clocks.map((standing) => clockFace(standing, wall))}
      ${clocks.awaited && countdownFace(clocks.awaited, wall, 'owed')}
    </div>
  </article></li>`;
}

function workerText(worker: string | null): Html {
  return worker === null ? html`` : html`<span class="worker"><bdi>${worker}</bdi></span>`;
}
