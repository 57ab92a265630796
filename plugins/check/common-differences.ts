import type { Difference } from './manual.ts';

/** Where every check deliberately does not do what its reference does. */
export const commonDifferences: readonly Difference[] = [
  {
    reference: '--version and --help begin with the name and version of monitoring-plugins.',
    ours: '--version and --help begin with the name and version of watchclock.',
    why: 'It is another program.',
  },
  {
    reference: 'A | in a text begins perfdata in the middle of it.',
    ours: 'A | in a text is replaced by a comma.',
    why: 'Nobody outside may write perfdata.',
  },
  {
    reference: 'One-letter keys in the file of --extra-opts are not understood.',
    ours: 'One-letter keys in the file of --extra-opts are the short options.',
    why: 'The documentation of the reference says so.',
  },
  {
    reference: 'Each further -v writes lines before the status line.',
    ours: 'What -v adds stands below the status line.',
    why: 'Nagios takes the first line for the status.',
  },
];

/** For checks whose reference lacks a time-out. */
export const timeOutDifference: Difference = {
  reference: 'There is no -t: the check waits as long as it takes.',
  ours: '-t works.',
  why: 'Every check must end.',
};

/** For checks with limits that the reference reads without looking whether they are numbers. */
export const limitDifference: Difference = {
  reference: 'A limit that is no number is read as 0, and what follows a number is passed over.',
  ours: 'A limit that is not what it should be is a usage error that shows it.',
  why: 'A limit that is silently another one does not protect.',
};

/** For checks whose reference takes any number of arguments. */
export const argumentDifference: Difference = {
  reference: 'Arguments that belong to no option and are one too many are passed over.',
  ours: 'An argument too many is a usage error that shows it.',
  why: 'It is a slip, such as a blank within a limit, and what it does to the limits is not what was meant.',
};
