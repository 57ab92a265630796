import type { Incident } from '../../../incident.ts';
import { type Html, html } from '../../html.ts';
import { severityWords } from '../severity-words.ts';

/** A text of one line; `list` names a list of what it may be. */
export function line(name: string, label: string, value?: string, list?: string): Html {
  return html`<label>${label}<input name="${name}" value="${value}" required maxlength="200" autocomplete="off" ${list !== undefined && html`list="${list}"`}></label>`;
}

/** The number of an incident. */
export function number(name: string, label: string, value?: string): Html {
  return html`<label>${label}<input name="${name}" value="${value}" required inputmode="numeric" pattern="[1-9][0-9]{0,8}"></label>`;
}

/** A text of any number of lines. */
export function area(
  name: string,
  label: string,
  { value, required = true }: { readonly value?: string | undefined; readonly required?: boolean },
): Html {
  return html`<label>${label}<textarea name="${name}" rows="3" maxlength="20000" ${required && html`required`}>${value}</textarea></label>`;
}

/** Something that is so or not. */
export function tick(name: string, label: string, ticked: boolean): Html {
  return html`<label class="tick"><input type="checkbox" name="${name}" value="yes" ${ticked && html`checked`}>${label}</label>`;
}

/** One of the requests that were made. */
export function choice(
  name: string,
  label: string,
  {
    requests,
    chosen,
  }: { readonly requests: Incident['requests']; readonly chosen?: string | undefined },
): Html {
  const options = requests.map(
    ({ id, whom, what }) =>
      html`<option value="${id}" ${id === chosen && html`selected`}>${id}: ${whom}, ${what.slice(0, 60)}</option>`,
  );
  return html`<label>${label}<select name="${name}">${options}</select></label>`;
}

/** One of the severities, in the contract's words. */
export function severityChoice(current: string): Html {
  const options = Object.entries(severityWords).map(
    ([severity, words]) =>
      html`<option value="${severity}" ${severity === current && html`selected`}>${severity}: ${words}</option>`,
  );
  return html`<label>Severity<select name="severity">${options}</select></label>`;
}
