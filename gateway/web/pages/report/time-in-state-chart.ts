import { durationText } from '../../../../sla/wording.ts';
import { type StateTimes, type WorkState, workStates } from '../../../report/time-in-state.ts';
import { barChart } from '../../chart/bar-chart.ts';
import { type Html, html } from '../../html.ts';

/** How long incidents were in each state, by severity, as a picture and as a table; `left` older ones were not looked at. */
export function timeInStateChart(times: readonly StateTimes[], left: number): Html {
  if (times.length === 0) return html``;
  const bars = times.map(({ severity, incidents, times: own }) => ({
    label: `${severity} (${incidents})`,
    top: spanOf(sumOf(own) / incidents),
    parts: workStates.map((state) => ({ look: looks[state], value: own[state] / incidents })),
  }));
  return html`<section class="panel split" aria-labelledby="states-title">
    <div><h2 id="states-title">Time in state</h2>
      ${barChart({ title: 'Service time of one incident, on average, by severity', bars })}
      <ul class="legend">${workStates.map((state) => html`<li><svg viewBox="0 0 10 10" class="chart" aria-hidden="true"><rect class="bar-${looks[state]}" width="10" height="10"/></svg> ${state}</li>`)}</ul></div>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of the time in state"><table class="figures">
      <caption>On average, in the service hours of the plan (hours:minutes:seconds)${left > 0 && html`; of the newest incidents, ${left} older ones left out`}</caption>
      <thead><tr><th scope="col">state</th>${times.map(({ severity }) => html`<th scope="col" class="number">${severity}</th>`)}</tr></thead>
      <tbody>${workStates.map(
        (state) =>
          html`<tr><th scope="row">${state}</th>${times.map(
            ({ times: own, incidents }) =>
              html`<td class="number">${spanOf(own[state] / incidents)}</td>`,
          )}</tr>`,
      )}</tbody></table></div></section>`;
}

const looks = {
  'waiting for a response': 'soon',
  'waiting for the intervention': 'rest',
  'in intervention': 'neutral',
  'waiting for the customer': 'asked',
} as const satisfies Readonly<Record<WorkState, string>>;

function sumOf(times: StateTimes['times']): number {
  return workStates.reduce((sum, state) => sum + times[state], 0);
}

function spanOf(milliseconds: number): string {
  return durationText(Math.round(milliseconds / 1_000) * 1_000);
}
