import type { IncidentView } from '../../../incident/incident-reader.ts';
import { type Html, html } from '../../html.ts';
import { stateBadge } from '../about.ts';
import type { Names } from '../names.ts';
import { when } from '../when.ts';

/** What is known of an incident, as a list of terms. */
export function facts({ incident, clocks }: IncidentView, names: Names): Html {
  const { raised, severity, formal, validity } = incident;
  const { name: plan, calendar } = clocks.history.plan;
  const time = (instant: number | null) => instant !== null && when(instant, calendar.zone);
  return html`<dl class="facts">
    ${fact('Customer', html`<bdi>${names.customer(raised.customer)}</bdi>`)}
    ${fact('Plan', html`${plan}, ${calendar.name} (${calendar.zone})`)}
    ${fact('Guarantees', guarantees(raised.notGuaranteed))}
    ${fact('Severity', html`${severity}, ${formal ? 'set' : html`proposed: ${raised.because}`}`)}
    ${fact('Validity', html`${validity}`)}
    ${fact('Application', raised.application)}
    ${fact('Host', raised.host)}
    ${fact('Service', raised.service)}
    ${fact('Came through', raised.source)}
    ${fact('Raised', time(incident.raisedAt))}
    ${fact('Responded', time(incident.respondedAt))}
    ${fact('Intervention started', time(incident.interventionStartedAt))}
    ${fact('Alert cleared', time(incident.clearedAt))}
    ${fact('Resolved', time(incident.resolvedAt))}
    ${fact('Merged into', merged(incident.mergedInto))}
    ${fact('Known solutions', incident.solutions.length > 0 && incident.solutions.join(', '))}
  </dl>
  ${requests(incident.requests, time)}
  ${alerts(incident.alerts, time)}`;
}

type Shown = Html | string | false | null;
type Time = (instant: number | null) => Html | false;

function fact(term: string, value: Shown): Html {
  const shown = typeof value === 'string' ? html`<bdi>${value}</bdi>` : value;
  return shown ? html`<div><dt>${term}</dt><dd>${shown}</dd></div>` : html``;
}

function guarantees(reasons: readonly string[]): Html {
  return reasons.length === 0
    ? html`apply`
    : html`do not apply: ${reasons.join('; ')}. It is handled all the same.`;
}

function merged(into: number | null): Shown {
  return into !== null && html`<a href="/incidents/${into}">#${into}</a>`;
}

function requests(all: IncidentView['incident']['requests'], time: Time): Html {
  if (all.length === 0) return html``;
  return html`<h3>Asked of the customer</h3>
  <ul class="list">${all.map(
    ({ id, whom, what, at, answeredAt }) => html`<li>
      <b><bdi>${id}</bdi></b> <bdi>${whom}</bdi>: <bdi>${what}</bdi>
      <span class="who">${time(at)}${answeredAt === null ? ', not answered yet' : html`, answered ${time(answeredAt)}`}</span>
    </li>`,
  )}</ul>`;
}

function alerts(all: IncidentView['incident']['alerts'], time: Time): Html {
  if (all.length === 0) return html``;
  return html`<h3>Watched</h3>
  <ul class="list">${all.map(
    ({ host, service, state, output, at }) => html`<li>
      ${stateBadge(state)} <bdi>${service ?? 'the host'}</bdi> on <bdi>${host}</bdi>
      <span class="quoted"><bdi>${output}</bdi></span> <span class="who">${time(at)}</span>
    </li>`,
  )}</ul>`;
}
