import type { Customer } from '../../../../nagios-config/inventory/model.ts';
import type { Assessment, HostAssessment, Precondition } from '../../../assessment/assessment.ts';
import { figureText } from '../../chart/scale.ts';
import { type Html, html } from '../../html.ts';
import { customerForm, type Paging, pageLinks, tabs } from '../capacity/tabs.ts';

/** How a customer's machines and their watching stand: what there is, what was set otherwise, what nobody sees. */
export function assessmentPage(
  assessment: Assessment,
  customers: ReadonlyMap<string, Customer>,
  paging: Paging,
): Html {
  const { customer, name, plan, preconditions, hosts } = assessment;
  return html`<div class="page-head"><h1>Assessment of <bdi>${name}</bdi></h1>
    <p>What the machines have, where limits differ from the profile of their application, and what is not watched. Plan ${plan}.</p>
    ${tabs('assessment', customer)}</div>
  ${customers.size > 1 && customerForm('assessment', customers, customer)}
  ${preconditionPanel(preconditions)}
  ${hosts.length === 0 && html`<section class="empty"><h2>There is no host</h2><p>The inventory names no machine of this customer.</p></section>`}
  ${hosts.map(hostPanel)}
  ${pageLinks('/assessment', paging)}`;
}

/** What the contract asks for, and whether it is met. */
export function preconditionPanel(preconditions: readonly Precondition[]): Html {
  const unmet = preconditions.some(({ met }) => !met);
  return html`<section class="panel" aria-labelledby="preconditions"><h2 id="preconditions">Preconditions of the guarantees</h2>
    <ul class="checks">${preconditions.map(
      ({ says, met }) =>
        html`<li class="${met ? 'good' : 'bad'}"><span class="mark">${met ? 'met' : 'not met'}</span> ${says}</li>`,
    )}</ul>
    ${unmet && html`<p class="hint">Incidents are handled all the same; the guarantees do not apply until all are met.</p>`}</section>`;
}

function hostPanel(host: HostAssessment): Html {
  const { applications, sizes, limits, unwatched } = host;
  const names = applications.map(({ key, product, size }) =>
    key === product ? `${product}, ${size}` : `${key} (${product}, ${size})`,
  );
  return html`<section class="panel" aria-label="${host.host}">
    <h2><a href="/capacity/${encodeURIComponent(host.host)}"><bdi>${host.host}</bdi></a> <span class="who">${names.join('; ') || 'no application'}</span></h2>
    <div class="thirds">
      <div><h3>Sizes</h3>${sizeList(sizes)}</div>
      <div><h3>Other limits than the profile’s</h3>${limitList(limits)}</div>
      <div><h3>Not watched</h3>${gapList(unwatched)}</div>
    </div></section>`;
}

function sizeList(sizes: HostAssessment['sizes']): Html {
  if (sizes.length === 0) return html`<p class="who">No result has told any.</p>`;
  return html`<ul class="list">${sizes.map(
    ({ what, total, used, unit }) =>
      html`<li><bdi>${what}</bdi> ${figureText(total, unit)}${used !== undefined && html` <span class="who">${figureText(used, unit, total)} used</span>`}</li>`,
  )}</ul>`;
}

function limitList(limits: HostAssessment['limits']): Html {
  if (limits.length === 0) return html`<p class="who">All are those of the profile.</p>`;
  return html`<ul class="list">${limits.map(
    ({
      service,
      level,
      inForce,
      profile,
      because,
      profileBecause,
    }) => html`<li><bdi>${service}</bdi> ${level} <code>${inForce.join(' ') || 'none'}</code>, not <code>${profile.join(' ') || 'none'}</code>
      <span class="who">Because <bdi>${because}</bdi>. The profile: ${profileBecause}.</span></li>`,
  )}</ul>`;
}

function gapList(unwatched: HostAssessment['unwatched']): Html {
  if (unwatched.length === 0) return html`<p class="who">Nothing is missing.</p>`;
  return html`<ul class="list">${unwatched.map(
    ({ what, why }) => html`<li><bdi>${what}</bdi> <span class="who">${why}</span></li>`,
  )}</ul>`;
}
