import type { Incident } from '../../../incident.ts';
import { type Solution, type Suggestion, solutionName } from '../../../solutions/solution.ts';
import { type Html, html } from '../../html.ts';

/** What is known that may help with an incident, each with why; and for a resolved one the form that writes it down. */
export function solutionPanel(
  incident: Incident,
  suggestions: readonly Suggestion[],
  { formKey, cause }: { readonly formKey: string; readonly cause: string },
): Html {
  const isOver = incident.status === 'resolved' || incident.status === 'closed';
  const shown = suggestions.filter(({ solution }) => solution.incident !== incident.id);
  if (shown.length === 0 && !isOver) return html``;
  return html`<section class="panel" aria-labelledby="known-title"><h2 id="known-title">Known solutions</h2>
    ${shown.length > 0 && html`<ul class="list">${shown.map((each) => suggestion(incident, each, formKey))}</ul>`}
    ${isOver && writing(incident, formKey, cause)}</section>`;
}

function suggestion(incident: Incident, { solution, because }: Suggestion, formKey: string): Html {
  const isLinked = incident.solutions.includes(solutionName(solution));
  return html`<li><a href="/solutions/${solution.id}"><bdi>${solutionName(solution)}</bdi></a>
    <span class="who"><bdi>${because.join('; ')}</bdi></span>
    ${isLinked ? html`<span class="who">linked</span>` : linking(incident, solution, formKey)}</li>`;
}

function linking({ id, version }: Incident, solution: Solution, formKey: string): Html {
  return html`<form method="post" action="/incidents/${id}/actions">
    <input type="hidden" name="form_key" value="${formKey}"><input type="hidden" name="kind" value="solution-linked">
    <input type="hidden" name="version" value="${version}"><input type="hidden" name="solution" value="${solutionName(solution)}">
    <button class="quiet" aria-label="Link it: ${solutionName(solution)}">Link it</button></form>`;
}

function writing({ id, summary }: Incident, formKey: string, cause: string): Html {
  return html`<details class="action"><summary>Write down how it was resolved</summary>
    <form method="post" action="/solutions"><input type="hidden" name="form_key" value="${formKey}"><input type="hidden" name="incident" value="${id}">
    <label>Title<input name="title" value="${summary.slice(0, 200)}" required maxlength="200"></label>
    <label>What it was, and what helps<textarea name="text" rows="5" required maxlength="20000">${cause}</textarea></label>
    <button>Keep it as a known solution</button></form></details>`;
}
