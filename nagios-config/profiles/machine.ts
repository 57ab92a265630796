import type { MachineSubject } from '../inventory/model.ts';
import type { Figure } from './figure.ts';

const ruleOfThumb = 'rule of thumb; "watchclock config suggest" proposes better ones from results';

/** The limits of a machine whatever runs on it. */
export const machineFigures: Readonly<Record<MachineSubject, Figure>> = {
  users: {
    warning: ['5'],
    critical: ['10'],
    because:
      'a few engineers log in on an application server; more are forgotten sessions or strangers',
    source: ruleOfThumb,
  },
  load: {
    // Per CPU. A queue as long as the CPUs is many for 15 minutes is a trend, four times that for one a jam.
    warning: ['2,1.5,1'],
    critical: ['4,3,2'],
    because:
      'for each CPU this many processes run or wait: short peaks pass, a quarter of an hour does not',
    source: 'sched load averages, proc(5); the factors are a rule of thumb',
  },
  swap: {
    // Free swap. A Java heap that is partly swapped out turns each garbage collection into disk reads.
    warning: ['50%'],
    critical: ['20%'],
    because:
      'a JVM whose heap is swapped out stops for seconds at each garbage collection; the rate beside it tells what is missed now',
    source: ruleOfThumb,
  },
  procs: {
    // A server with one JVM has 100 to 200 processes without kernel threads.
    warning: ['300'],
    critical: ['600'],
    because:
      'scripts that hang pile up by the hundred before the machine runs out of process numbers',
    source: ruleOfThumb,
  },
  'disk-root': {
    warning: ['20%', '4GiB'],
    critical: ['10%', '2GiB'],
    because: 'logs and temporary files live here, and nothing starts again without room for them',
    source:
      'the percentages of the sample configuration of Nagios Core; the amounts are a rule of thumb',
  },
};
