import {
  argumentDifference,
  limitDifference,
  timeOutDifference,
} from './check/common-differences.ts';
import { flag, value, valueOr } from './check/option.ts';
import { definePlugin } from './check/plugin.ts';
import { wholeNumber } from './check/readers.ts';
import { shared } from './check/shared.ts';
import { worst } from './check/status.ts';
import { readCpuCount } from './host/cpus.ts';
import { type LoadAverages, readLoad } from './host/load.ts';
import { readCpuPressure } from './host/pressure.ts';
import { readProcesses } from './host/processes.ts';
import { formatPsLine, psHeader } from './host/ps-list.ts';
import { listed, loadFigures, pressureFigures } from './load/figures.ts';
import { settleLimits } from './load/limits.ts';
import { judgeTriple, type Triple, tripleReader } from './load/triple.ts';

/** `check_load`: the load averages of the machine, and the pressure on its processors. */
export const plugin = definePlugin({
  name: 'check_load',
  summary: 'Watches the load averages of the machine over 1, 5 and 15 minutes.',
  synopsis: [
    '[-r] -w LOAD1[,LOAD5[,LOAD15]] -c LOAD1[,LOAD5[,LOAD15]] [-n PROCESSES] [--psi]',
    '[-r] WARNING CRITICAL',
  ],
  options: {
    warning: value(
      'WARNING when a load average is above its limit; a missing one repeats the last',
      { short: 'w', argument: 'LOAD1[,LOAD5[,LOAD15]]' },
      tripleReader('Warning'),
    ),
    critical: value(
      'CRITICAL when a load average is above its limit',
      { short: 'c', argument: 'LOAD1[,LOAD5[,LOAD15]]' },
      tripleReader('Critical'),
    ),
    percpu: flag('Divide the load averages by the number of processors', { short: 'r' }),
    'procs-to-show': valueOr(
      0,
      'List that many of the processes that use most of a processor',
      { short: 'n', argument: 'PROCESSES' },
      wholeNumber,
    ),
    psi: flag('Add the share of time in which tasks waited for a processor (/proc/pressure/cpu)', {
      ours: true,
    }),
    'psi-warning': value(
      'WARNING when it is above its limit over 10, 60, 300 seconds; asks for --psi',
      { argument: 'PERCENT10[,PERCENT60[,PERCENT300]]', ours: true },
      tripleReader('Warning'),
    ),
    'psi-critical': value(
      'CRITICAL when it is above its limit; asks for --psi',
      { argument: 'PERCENT10[,PERCENT60[,PERCENT300]]', ours: true },
      tripleReader('Critical'),
    ),
  },
  referenceLacks: ['timeout', 'verbose'],
  examples: [
    {
      line: '-r -w 2,1.5,1 -c 4,3,2',
      says: 'Limits for each processor, tighter the longer it lasts',
    },
    { line: '-w 15 -c 30 -n 5', says: 'Lists the five busiest processes below the status line' },
    {
      line: '-w 15 -c 30 --psi-warning 40,20,10',
      says: 'WARNING too when tasks wait for processors',
    },
  ],
  perfdata: [
    { label: 'load1, load5, load15', says: 'The load averages.' },
    {
      label: 'scaled_load1, scaled_load5, scaled_load15',
      says: 'With -r: per processor; then the limits stand here.',
    },
    {
      label: 'cpu_pressure10, cpu_pressure60, cpu_pressure300',
      says: 'With --psi: percent of the time.',
    },
  ],
  differences: [
    limitDifference,
    argumentDifference,
    timeOutDifference,
    {
      reference: 'Limits without -w and -c are passed over, and the check is then always CRITICAL.',
      ours: 'The old form WARNING CRITICAL works.',
      why: 'The source of the reference shows that it was meant to.',
    },
    {
      reference: 'In 1,,3 the missing limits are 0.',
      ours: 'A missing limit repeats the last, also in 1,,3.',
      why: 'So it does at the end.',
    },
    {
      reference: '--psi is unknown.',
      ours: '--psi adds how much tasks wait for processors, with limits of its own.',
      why: 'The load counts tasks that wait for disks, too.',
    },
    {
      reference: 'A wrong critical limit is called a warning threshold.',
      ours: 'A wrong critical limit is called a critical threshold.',
      why: 'The message has to point at what is wrong.',
    },
  ],

  settle({ values: given, operands }) {
    const pressure = { warning: given['psi-warning'], critical: given['psi-critical'] };
    return {
      limits: settleLimits(given, operands),
      pressureLimits: pressure,
      withPressure: given.psi || pressure.warning !== undefined || pressure.critical !== undefined,
      perCpu: given.percpu,
      shown: given['procs-to-show'],
    };
  },

  async sample({ perCpu, withPressure, shown }, context) {
    const { root, signal } = context;
    return {
      load: averages(context, root, () => readLoad(root)),
      cpus: perCpu ? readCpuCount(root) : undefined,
      pressure: withPressure ? readCpuPressure(root) : undefined,
      processes:
        shown > 0
          ? await readProcesses(root, { status: true, args: true, cgroups: false }, signal)
          : [],
    };
  },

  assess({ load, cpus, pressure, processes }, { limits, pressureLimits, shown }) {
    const scaled = cpus === undefined ? undefined : scale(load, cpus);
    const loadStatus = judgeTriple(scaled ?? load, limits);
    const status = pressure
      ? worst([loadStatus, judgeTriple(pressure, pressureLimits)])
      : loadStatus;
    const texts = [
      `LOAD ${status}`,
      ...(scaled ? [`scaled load average: ${listed(scaled)}`] : []),
      `total load average: ${listed(load)}`,
      ...(pressure ? [`CPU pressure: ${listed(pressure, '%')}`] : []),
    ];
    const busiest = processes.toSorted((a, b) => b.pcpu - a.pcpu).slice(0, shown);
    return {
      status,
      summary: texts.join(' - '),
      perfdata: [
        ...loadFigures(load, scaled, limits),
        ...(pressure ? pressureFigures(pressure, pressureLimits) : []),
      ],
      perfdataFrame: { after: ' ' },
      details: shown > 0 ? [psHeader, ...busiest.map(formatPsLine)] : [],
    };
  },
});

// The kernel itself computes them every five seconds.
const averages = shared<LoadAverages>('check_load: averages');

function scale([one, five, fifteen]: Triple, cpus: number): Triple {
  return [one / cpus, five / cpus, fifteen / cpus];
}
