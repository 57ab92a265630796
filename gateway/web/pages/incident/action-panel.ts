import type { PersonCommand } from '../../../command.ts';
import type { Incident } from '../../../incident.ts';
import { type Html, html } from '../../html.ts';
import { type Action, actions, type Given, type Side } from './actions.ts';

/** What the actions of an incident are shown for. */
export interface ActionContext {
  readonly formKey: string;
  readonly may: (kind: PersonCommand['kind']) => boolean;
  /** What is worth knowing before an action, by its kind, such as what will be due next. */
  readonly hints: Readonly<Partial<Record<PersonCommand['kind'], string>>>;
  readonly side: Side;
  /** People who can be asked. */
  readonly people: readonly string[];
}

/** The actions that make sense for an incident: what is next as buttons, the rest folded up. */
export function actionPanel(incident: Incident, context: ActionContext): Html {
  const open = actions.filter(({ kind, fits }) => fits(incident) && context.may(kind));
  const form = (action: Action) => actionForm(action, incident, { ...context, given: {} });
  const next = open.filter(({ first }) => first === true);
  const rest = open.filter(({ first }) => first !== true);
  return html`<div class="first-steps">${next.map(form)}</div>
  ${rest.map((action) => html`<details class="action">${summary(action)}${form(action)}</details>`)}
  <datalist id="people">${context.people.map((name) => html`<option value="${name}"></option>`)}</datalist>`;
}

/** One action again, as somebody filled it in, for them to do all the same. */
export function actionAgain(
  kind: string,
  incident: Incident,
  context: ActionContext & { readonly given: Given },
): Html {
  const action = actions.find((each) => each.kind === kind);
  return action === undefined
    ? html``
    : actionForm({ ...action, label: `${action.label} all the same` }, incident, context);
}

function summary({ label, key }: Action): Html {
  return key === undefined
    ? html`<summary>${label}</summary>`
    : html`<summary data-key="${key}" data-says="${label}">${label}<kbd aria-hidden="true">${key}</kbd></summary>`;
}

function actionForm(
  { kind, label, fields, says, first, key }: Action,
  incident: Incident,
  { formKey, hints, given, side }: ActionContext & { readonly given: Given },
): Html {
  const hint = [says, hints[kind]].filter((text) => text !== undefined).join(' ');
  return html`<form method="post" action="/incidents/${incident.id}/actions">
    <input type="hidden" name="form_key" value="${formKey}">
    <input type="hidden" name="kind" value="${kind}">
    <input type="hidden" name="version" value="${incident.version}">
    ${fields?.(incident, given, side)}
    ${hint !== '' && html`<p class="hint">${hint}</p>`}
    <button ${first === true && key !== undefined && html`data-key="${key}" data-says="${label}"`}>${label}</button>
  </form>`;
}
