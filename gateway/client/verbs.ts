import type { CommandBody } from '../web/api/commands.ts';

/** Something that `watchclock incident` can do, and the options that it needs and takes. */
export interface Verb {
  readonly says: string;
  /** Whether the number of an incident follows the verb. */
  readonly of: 'one' | 'all';
  readonly needs: readonly ValueOption[];
  readonly takes: readonly (ValueOption | FlagOption)[];
  /** The kind of the event that it records, for what is done to an incident. */
  readonly event?: CommandBody['kind'];
  /** What it does about known solutions. */
  readonly solutions?: 'find' | 'suggest' | 'write';
}

/** What is called how in the help, for options with a value. */
export const valueOptions = {
  because: 'TEXT',
  cause: 'TEXT',
  channel: 'web|e-mail|phone',
  customer: 'KEY',
  description: 'TEXT',
  from: 'INSTANT',
  host: 'NAME',
  id: 'REQUEST',
  into: 'NUMBER',
  'raised-at': 'INSTANT',
  reason: 'TEXT',
  service: 'NAME',
  severity: 'A|B|C|D',
  solution: 'TEXT',
  status: 'open|resolved|…|all',
  summary: 'TEXT',
  text: 'TEXT',
  title: 'TEXT',
  words: 'TEXT',
  to: 'INSTANT',
  what: 'TEXT',
  whom: 'NAME',
  at: 'INSTANT',
  by: 'NAME',
  role: 'engineer|customer',
  version: 'NUMBER',
} as const;

/** The name of an option with a value. */
export type ValueOption = keyof typeof valueOptions;

/** The options without one. */
export const flagOptions = ['ledger', 'for-customer'] as const;

/** The name of an option without a value. */
export type FlagOption = (typeof flagOptions)[number];

/** Whether an option has no value. */
export function isFlag(option: string): option is FlagOption {
  return flagOptions.some((flag) => flag === option);
}

/** Every verb, one entry each. */
export const verbs: Readonly<Record<string, Verb>> = {
  list: {
    says: 'the open incidents, or those asked for, with their clocks',
    of: 'all',
    needs: [],
    takes: ['status', 'customer', 'from', 'to'],
  },
  show: {
    says: 'one incident with its history, and why its clocks say what they say',
    of: 'one',
    needs: [],
    takes: ['ledger'],
  },
  raise: {
    says: 'raises an incident',
    of: 'all',
    needs: ['customer', 'summary'],
    takes: [
      ...(['description', 'host', 'service', 'severity', 'channel', 'raised-at'] as const),
      ...(['by', 'role'] as const),
    ],
  },
  respond: act('responded', 'an engineer looks at it: stops the response clock'),
  start: act('intervention-started', 'an engineer resolves it: stops both clocks'),
  ask: act(
    'information-requested',
    'asks the customer: pauses the clocks',
    ['whom', 'what'],
    ['id'],
  ),
  received: act('information-received', 'what was asked for has come', ['id'], ['text']),
  update: act('update-posted', 'posts a status update', ['text']),
  severity: act('severity-changed', 'sets the severity', ['severity', 'because']),
  resolve: act('resolved', 'resolves it: stops every clock', ['cause']),
  reopen: act('reopened', 'the trouble is back', ['reason']),
  confirm: act('validity-confirmed', 'confirms that the problem is valid'),
  'not-valid': act('declared-not-valid', 'declares it not valid', ['reason']),
  withdraw: act('withdrawn', 'takes it back for its issuer', ['reason']),
  merge: act('merged', 'merges it into an earlier one', ['into']),
  known: {
    says: 'known solutions that have any of some words; without words the newest',
    of: 'all',
    needs: [],
    takes: ['words'],
    solutions: 'find',
  },
  suggest: {
    says: 'known solutions that may apply to it, each with why',
    of: 'one',
    needs: [],
    takes: [],
    solutions: 'suggest',
  },
  write: {
    says: 'writes down how it was resolved, as a known solution',
    of: 'one',
    needs: ['title', 'text'],
    takes: [],
    solutions: 'write',
  },
  link: act('solution-linked', 'links a known solution', ['solution']),
  note: act(
    'note',
    'adds a note, for the helpdesk only unless it is for the customer',
    ['text'],
    ['for-customer'],
  ),
  close: act('closed', 'closes it for good'),
};

function act(
  event: CommandBody['kind'],
  says: string,
  needs: readonly ValueOption[] = [],
  takes: Verb['takes'] = [],
): Verb {
  return { event, says, of: 'one', needs, takes: [...takes, 'by', 'role', 'at', 'version'] };
}
