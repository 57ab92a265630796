import type { PersonCommand } from '../../../command.ts';
import { type Incident, isOutside } from '../../../incident.ts';
import type { Html } from '../../html.ts';
import { area, choice, line, number, severityChoice, tick } from './action-fields.ts';

/** Something that a person can do to an incident, as a form. */
export interface Action {
  readonly kind: PersonCommand['kind'];
  readonly label: string;
  /** The key that leads to it; undefined for what is rare. */
  readonly key?: string;
  /** Whether it makes sense now; whether it is allowed is decided when it is done. */
  readonly fits: (incident: Incident) => boolean;
  /** The fields with what was given before, by name. */
  readonly fields?: (incident: Incident, given: Given, side: Side) => readonly Html[];
  readonly says?: string;
  /** Whether it is so often next that it is a button at once. */
  readonly first?: true;
}

/** What a form was filled in with, by the names of its fields. */
export type Given = Readonly<Record<string, string>>;

/** On which side of the contract whoever acts stands. */
export type Side = 'helpdesk' | 'customer';

const isOpen = ({ status }: Incident) => status === 'open';
const isResolved = ({ status }: Incident) => status === 'resolved';
const inPlay = (incident: Incident) => isOpen(incident) || isResolved(incident);

/** Everything that can be done, what is usually next first. */
export const actions: readonly Action[] = [
  {
    kind: 'responded',
    label: 'Respond',
    key: 'r',
    fits: (incident) => isOpen(incident) && untouched(incident),
    says: 'You look at it now: stops the response clock.',
    first: true,
  },
  {
    kind: 'intervention-started',
    label: 'Start intervention',
    key: 'i',
    fits: (incident) => isOpen(incident) && incident.interventionStartedAt === null,
    says: 'You resolve it now: stops both clocks.',
    first: true,
  },
  {
    kind: 'information-received',
    label: 'Received what was asked for',
    key: 'e',
    fits: (incident) => inPlay(incident) && openRequests(incident).length > 0,
    fields: (incident, { id, text }) => [
      choice('id', 'Request', { requests: openRequests(incident), chosen: id }),
      area('text', 'What came', { value: text, required: false }),
    ],
    says: 'The clocks run on.',
  },
  {
    kind: 'update-posted',
    label: 'Post a status update',
    key: 'u',
    fits: inPlay,
    fields: (_, { text }) => [area('text', 'How it stands', { value: text })],
  },
  {
    kind: 'information-requested',
    label: 'Ask the customer',
    key: 'a',
    fits: isOpen,
    fields: (_, { whom, what }) => [
      line('whom', 'Whom', whom, 'people'),
      area('what', 'For which information or access', { value: what }),
    ],
    says: 'Pauses both clocks until it is answered.',
  },
  {
    kind: 'severity-changed',
    label: 'Set the severity',
    key: 's',
    fits: inPlay,
    fields: (incident, { severity, because }, side) => [
      severityChoice(severity ?? incident.severity),
      line('because', side === 'helpdesk' ? 'Who asks for it, and why' : 'Why', because),
    ],
    says: 'The severity is at the customer’s discretion.',
  },
  {
    kind: 'resolved',
    label: 'Resolve',
    key: 'x',
    fits: isOpen,
    fields: (_, { cause }) => [area('cause', 'What it was, and what was done', { value: cause })],
    says: 'Stops every clock that still runs.',
  },
  {
    kind: 'reopened',
    label: 'Reopen',
    key: 'o',
    fits: isResolved,
    fields: (_, { reason }) => [area('reason', 'Why', { value: reason })],
  },
  {
    kind: 'closed',
    label: 'Close',
    key: 'c',
    fits: (incident) => isResolved(incident) || isOutside(incident),
    says: 'For good: nothing but notes can follow.',
  },
  {
    kind: 'note',
    label: 'Add a note',
    key: 'n',
    fits: () => true,
    fields: (_, { text, forCustomer }, side) => [
      area('text', 'Note', { value: text }),
      ...(side === 'helpdesk'
        ? [tick('forCustomer', 'For the customer to read too', forCustomer !== undefined)]
        : []),
    ],
  },
  {
    kind: 'solution-linked',
    label: 'Link a known solution',
    key: 'l',
    fits: () => true,
    fields: (_, { solution }) => [line('solution', 'Which one', solution)],
  },
  {
    kind: 'validity-confirmed',
    label: 'Confirm that it is valid',
    key: 'v',
    fits: (incident) => inPlay(incident) && incident.validity === 'unconfirmed',
  },
  {
    kind: 'declared-not-valid',
    label: 'Declare it not valid',
    key: 'd',
    fits: inPlay,
    fields: (_, { reason }) => [area('reason', 'Why not', { value: reason })],
    says: 'Takes it out of the guarantees.',
  },
  {
    kind: 'merged',
    label: 'Merge into another one',
    key: 'm',
    fits: inPlay,
    fields: (_, { into }) => [number('into', 'The earlier incident’s number', into)],
    says: 'The earlier one goes on in its place.',
  },
  {
    kind: 'withdrawn',
    label: 'Withdraw',
    key: 'w',
    fits: inPlay,
    fields: (_, { reason }) => [area('reason', 'Why its issuer takes it back', { value: reason })],
    says: 'Takes it out of the guarantees.',
  },
];

function untouched({ respondedAt, interventionStartedAt }: Incident): boolean {
  return respondedAt === null && interventionStartedAt === null;
}

function openRequests({ requests }: Incident) {
  return requests.filter(({ answeredAt }) => answeredAt === null);
}
