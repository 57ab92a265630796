import { argumentDifference, limitDifference } from '../check/common-differences.ts';
import type { Difference } from '../check/manual.ts';

/** Where check_procs deliberately does not do what the reference does. */
export const differences: readonly Difference[] = [
  limitDifference,
  argumentDifference,
  {
    reference: 'ps is started, counts itself, and is read.',
    ours: 'The processes are read from /proc; nothing that the check starts is counted.',
    why: 'There is nothing to start.',
  },
  {
    reference: '-k leaves out process 1, too (and, in a container, every process started into it).',
    ours: '-k leaves out the children of kthreadd and nothing else.',
    why: 'Process 1 is no thread of the kernel.',
  },
  {
    reference: '--no-kthreads asks for an argument.',
    ours: '--no-kthreads is the long name of -k.',
    why: 'Its help says so.',
  },
  {
    reference: '--state is unknown.',
    ours: '--state is a long name of -s, beside --status.',
    why: 'The help of the reference says so.',
  },
  {
    reference: '-X, --exclude-process is unknown.',
    ours: '-X leaves programs out.',
    why: 'So it does in later versions.',
  },
  {
    reference: '--cgroup, --container and --exactly-one are unknown.',
    ours: '--cgroup, --container and --exactly-one choose processes.',
    why: 'Services and containers are what is watched today.',
  },
  {
    reference: 'A name with a blank ends there: -C finds its first word, and -v shows no more.',
    ours: '-C takes, and -v shows, the whole name of a program of this machine.',
    why: 'The name is known.',
  },
  {
    reference: 'Of several wrong options the first is named, and a wrong range after all others.',
    ours: 'Of several wrong options the first is named, and a user that does not exist after all others.',
    why: 'Users are looked up on the machine, when the whole command line has been read.',
  },
  {
    reference: '-u with an empty text means root.',
    ours: '-u with an empty text is a user that does not exist.',
    why: 'It is a macro without a value.',
  },
  {
    reference: '-t 0 and negative numbers are taken and mean nothing.',
    ours: '-t must be a positive number.',
    why: 'Its own message says so.',
  },
];
