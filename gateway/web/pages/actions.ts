import type { PersonCommand } from '../../command.ts';
import { type Incident, isOutside } from '../../incident.ts';
import { type Html, html } from '../html.ts';

/** Something that a person can do to an incident, as a form. */
interface Action {
  readonly kind: PersonCommand['kind'];
  readonly label: string;
  /** Whether it makes sense now; whether it is allowed is decided when it is done. */
  readonly fits: (incident: Incident) => boolean;
  readonly fields?: (incident: Incident) => readonly Html[];
  readonly says?: string;
}

/** The actions that make sense for an incident: what is next as buttons, the rest folded up. */
export function actionForms(incident: Incident, formKey: string): Html {
  const form = (action: Action) => actionForm(action, incident, formKey);
  const next = firstSteps.filter(({ fits }) => fits(incident));
  const rest = furtherSteps.filter(({ fits }) => fits(incident));
  return html`<div class="first-steps">${next.map(form)}</div>
  ${rest.map((action) => html`<details class="action"><summary>${action.label}</summary>${form(action)}</details>`)}`;
}

function actionForm(
  { kind, label, fields, says }: Action,
  incident: Incident,
  formKey: string,
): Html {
  return html`<form method="post" action="/incidents/${incident.id}/actions">
    <input type="hidden" name="form_key" value="${formKey}">
    <input type="hidden" name="kind" value="${kind}">
    ${fields?.(incident)}
    ${says !== undefined && html`<p class="hint">${says}</p>`}
    <button>${label}</button>
  </form>`;
}

const isOpen = ({ status }: Incident) => status === 'open';
const isResolved = ({ status }: Incident) => status === 'resolved';
const inPlay = (incident: Incident) => isOpen(incident) || isResolved(incident);

const firstSteps: readonly Action[] = [
  {
    kind: 'responded',
    label: 'Respond',
    fits: (incident) => isOpen(incident) && untouched(incident),
    says: 'You look at it now: stops the response clock.',
  },
  {
    kind: 'intervention-started',
    label: 'Start intervention',
    fits: (incident) => isOpen(incident) && incident.interventionStartedAt === null,
    says: 'You resolve it now: stops both clocks.',
  },
];

const furtherSteps: readonly Action[] = [
  {
    kind: 'information-received',
    label: 'Received what was asked for',
    fits: (incident) => inPlay(incident) && openRequests(incident).length > 0,
    fields: (incident) => [
      choice('id', 'Request', openRequests(incident)),
      area('text', 'What came', false),
    ],
    says: 'The clocks run on.',
  },
  {
    kind: 'update-posted',
    label: 'Post a status update',
    fits: inPlay,
    fields: () => [area('text', 'How it stands')],
  },
  {
    kind: 'information-requested',
    label: 'Ask the customer',
    fits: isOpen,
    fields: () => [line('whom', 'Whom'), area('what', 'For which information or access')],
    says: 'Pauses both clocks until it is answered.',
  },
  {
    kind: 'severity-changed',
    label: 'Set the severity',
    fits: inPlay,
    fields: ({ severity }) => [
      severityChoice(severity),
      line('because', 'Who asks for it, and why'),
    ],
    says: 'The severity is at the customer’s discretion.',
  },
  {
    kind: 'resolved',
    label: 'Resolve',
    fits: isOpen,
    fields: () => [area('cause', 'What it was, and what was done')],
    says: 'Stops every clock that still runs.',
  },
  {
    kind: 'reopened',
    label: 'Reopen',
    fits: isResolved,
    fields: () => [area('reason', 'Why')],
  },
  {
    kind: 'closed',
    label: 'Close',
    fits: (incident) => isResolved(incident) || isOutside(incident),
    says: 'For good: nothing but notes can follow.',
  },
  { kind: 'note', label: 'Add a note', fits: () => true, fields: () => [area('text', 'Note')] },
  {
    kind: 'solution-linked',
    label: 'Link a known solution',
    fits: () => true,
    fields: () => [line('solution', 'Which one')],
  },
  {
    kind: 'validity-confirmed',
    label: 'Confirm that it is valid',
    fits: (incident) => inPlay(incident) && incident.validity === 'unconfirmed',
  },
  {
    kind: 'declared-not-valid',
    label: 'Declare it not valid',
    fits: inPlay,
    fields: () => [area('reason', 'Why not')],
    says: 'Takes it out of the guarantees.',
  },
  {
    kind: 'merged',
    label: 'Merge into another one',
    fits: inPlay,
    fields: () => [number('into', 'The earlier incident’s number')],
    says: 'The earlier one goes on in its place.',
  },
  {
    kind: 'withdrawn',
    label: 'Withdraw',
    fits: inPlay,
    fields: () => [area('reason', 'Why its issuer takes it back')],
    says: 'Takes it out of the guarantees.',
  },
];

function untouched({ respondedAt, interventionStartedAt }: Incident): boolean {
  return respondedAt === null && interventionStartedAt === null;
}

function openRequests({ requests }: Incident) {
  return requests.filter(({ answeredAt }) => answeredAt === null);
}

function line(name: string, label: string): Html {
  return html`<label>${label}<input name="${name}" required maxlength="200" autocomplete="off"></label>`;
}

function number(name: string, label: string): Html {
  return html`<label>${label}<input name="${name}" required inputmode="numeric" pattern="[1-9][0-9]{0,8}"></label>`;
}

function area(name: string, label: string, required = true): Html {
  return html`<label>${label}<textarea name="${name}" rows="3" maxlength="20000" ${required && html`required`}></textarea></label>`;
}

function choice(name: string, label: string, requests: Incident['requests']): Html {
  const options = requests.map(
    ({ id, whom, what }) =>
      html`<option value="${id}">${id}: ${whom}, ${what.slice(0, 60)}</option>`,
  );
  return html`<label>${label}<select name="${name}">${options}</select></label>`;
}

function severityChoice(current: string): Html {
  const options = Object.entries(severityWords).map(
    ([severity, words]) =>
      html`<option value="${severity}" ${severity === current && html`selected`}>${severity}: ${words}</option>`,
  );
  return html`<label>Severity<select name="severity">${options}</select></label>`;
}

/** service.md section 2, in short. */
const severityWords = {
  A: 'down, or most users cannot work',
  B: 'critical loss for many users',
  C: 'moderate loss for several users',
  D: 'minor loss, or a question',
} as const;
