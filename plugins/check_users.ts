import {
  argumentDifference,
  limitDifference,
  timeOutDifference,
} from './check/common-differences.ts';
import { takeOperands } from './check/operands.ts';
import { flag, value, values } from './check/option.ts';
import { definePlugin } from './check/plugin.ts';
import { judge } from './check/range.ts';
import { anyText, rangeText } from './check/readers.ts';
import { UsageError } from './check/usage-error.ts';
import type { Session } from './host/session.ts';
import { readSessions } from './host/sessions.ts';

/** `check_users`: how many people are logged in. */
export const plugin = definePlugin({
  name: 'check_users',
  summary: 'Counts the users who are logged in.',
  synopsis: ['[-w RANGE] [-c RANGE] [--exclude-user USER]… [--list]', 'WARNING [CRITICAL]'],
  options: {
    warning: value(
      'WARNING when the number of users is outside the range',
      { short: 'w', argument: 'RANGE' },
      rangeText,
    ),
    critical: value(
      'CRITICAL when the number of users is outside the range',
      { short: 'c', argument: 'RANGE' },
      rangeText,
    ),
    'exclude-user': values(
      'Do not count this user; may be repeated',
      { argument: 'USER', ours: true },
      anyText,
    ),
    list: flag('Name the users in the lines after the first', { ours: true }),
  },
  referenceLacks: ['timeout', 'verbose'],
  examples: [
    { line: '-w 5 -c 10', says: 'More than 5 users are a WARNING, more than 10 CRITICAL' },
    { line: '-c 0 --exclude-user backup --list', says: 'Nobody but backup may be logged in' },
  ],
  perfdata: [{ label: 'users', says: 'The users who are logged in.' }],
  differences: [
    limitDifference,
    argumentDifference,
    timeOutDifference,
    {
      reference: 'The check crashes when one of the two limits is missing.',
      ours: 'One limit is enough.',
      why: 'Not everybody wants two.',
    },
    {
      reference: 'Entries of utmp count that a crashed login left behind.',
      ours: 'An entry of utmp counts while its process is there.',
      why: 'Nobody is logged in there any more.',
    },
    {
      reference: 'On a machine without utmp nobody is logged in.',
      ours: 'Where systemd runs, systemd-logind says who is logged in.',
      why: 'Current distributions have no utmp.',
    },
    {
      reference: '--exclude-user and --list are unknown.',
      ours: '--exclude-user leaves users out, and --list names the others.',
      why: 'Who it is matters as much as how many.',
    },
    {
      reference: 'Without limits the output begins with an empty line.',
      ours: 'Without limits the first line says that there are none.',
      why: 'The first line is all that most people see.',
    },
  ],

  settle({ values: given, operands }) {
    const left = takeOperands('check_users', operands);
    const warning = left.orNext(given.warning, rangeText, '--warning');
    const critical = left.orNext(given.critical, rangeText, '--critical');
    left.end();
    if (warning === undefined && critical === undefined) {
      throw new UsageError('check_users: Could not parse arguments', ['no limits were given']);
    }
    const listed = given.list || given.verbose > 0;
    return { thresholds: { warning, critical }, excluded: given['exclude-user'], listed };
  },

  async sample(_, { root }) {
    return readSessions(root);
  },

  assess(sessions, { thresholds, excluded, listed }) {
    const counted = sessions.filter(({ user }) => !excluded.includes(user));
    const users = counted.length;
    const status = judge(thresholds, users);
    const limits = {
      warning: thresholds.warning?.text ?? '',
      critical: thresholds.critical?.text ?? '',
    };
    return {
      status,
      summary: `USERS ${status} - ${users} users currently logged in `,
      perfdata: [{ label: 'users', value: users, ...limits, min: 0 }],
      details: listed ? counted.map(describe) : [],
    };
  },
});

function describe({ user, terminal }: Session): string {
  return terminal === '' ? user : `${user} (${terminal})`;
}
