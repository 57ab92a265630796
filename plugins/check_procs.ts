import { definePlugin } from './check/plugin.ts';
import { assessProcs } from './procs/assess.ts';
import { differences } from './procs/differences.ts';
import { options } from './procs/options.ts';
import { sampleProcs } from './procs/sample.ts';
import { settleProcs } from './procs/settle.ts';

/** `check_procs`: how many processes there are, or how large, busy or old they are. */
export const plugin = definePlugin({
  name: 'check_procs',
  summary: 'Counts processes, or judges their size, processor share or age.',
  synopsis: [
    '[-w RANGE] [-c RANGE] [-m METRIC] [-s STATE] [-p PPID] [-u USER] [-C COMMAND] [-a TEXT] [-z VSZ] [-r RSS] [-P CPU] [-k]',
    'WARNING [CRITICAL [STATE]]',
  ],
  options,
  examples: [
    {
      line: '-c 1: -C cron',
      says: 'CRITICAL unless there is at least one process of the program cron',
    },
    { line: '-w 5 -c 10 -s Z', says: 'Zombies' },
    {
      line: '-m RSS -w 1000000 -c 2000000 -v',
      says: 'Processes above about 1 and 2 GB, named in the status line',
    },
    {
      line: "--exactly-one 'tomcat:java .*shop\\.jar'",
      says: 'CRITICAL unless the user tomcat runs exactly one process with such arguments',
    },
  ],
  perfdata: [
    { label: 'procs', says: 'The processes that pass the filters.' },
    {
      label: 'procs_warn, procs_crit',
      says: 'With another metric than PROCS: how many of them are outside a limit.',
    },
  ],
  differences,
  settle: settleProcs,
  sample: (settled, context) => sampleProcs(settled, context),
  assess: assessProcs,
});
