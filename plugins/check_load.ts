import { fixed } from './check/fixed.ts';
import { takeOperands } from './check/operands.ts';
import { flag, type Reader, value, valueOr } from './check/option.ts';
import type { PerfDatum } from './check/perfdata.ts';
import { definePlugin } from './check/plugin.ts';
import { parseNumber, wholeNumber } from './check/readers.ts';
import type { Status } from './check/status.ts';
import { UsageError } from './check/usage-error.ts';
import { readCpuCount } from './host/cpus.ts';
import { type LoadAverages, readLoad } from './host/load.ts';

/** `check_load`: the load averages of the machine. */
export const plugin = definePlugin({
  name: 'check_load',
  summary: 'Watches the load averages of the machine over 1, 5 and 15 minutes.',
  synopsis: ['[-r] -w LOAD1[,LOAD5[,LOAD15]] -c LOAD1[,LOAD5[,LOAD15]] [-n PROCESSES]'],
  options: {
    warning: value(
      'WARNING when a load average is above its limit; a missing one repeats the last',
      { short: 'w', argument: 'LOAD1[,LOAD5[,LOAD15]]' },
      limitsReader('Warning'),
    ),
    critical: value(
      'CRITICAL when a load average is above its limit',
      { short: 'c', argument: 'LOAD1[,LOAD5[,LOAD15]]' },
      limitsReader('Critical'),
    ),
    percpu: flag('Divide the load averages by the number of processors', { short: 'r' }),
    'procs-to-show': valueOr(
      0,
      'List that many of the processes that use most of a processor',
      { short: 'n', argument: 'PROCESSES' },
      wholeNumber,
    ),
  },
  examples: [
    {
      line: '-r -w 2,1.5,1 -c 4,3,2',
      says: 'Limits for each processor, tighter the longer it lasts',
    },
  ],
  differences: [],

  referenceLacks: ['timeout', 'verbose'],

  settle({ values: { warning, critical, percpu }, operands }) {
    if (warning === undefined && critical === undefined && operands.length === 0) {
      throw new UsageError('check_load: Could not parse arguments', ['no limits were given']);
    }
    const limits = limitsOf(warning, critical, operands);
    rejectInconsistent(limits);
    return { ...limits, percpu };
  },

  async sample({ percpu }, { root }) {
    return { load: readLoad(root), cpus: percpu ? readCpuCount(root) : undefined };
  },

  assess({ load, cpus }, limits) {
    const scaled = cpus === undefined ? undefined : scale(load, cpus);
    const status = judge(scaled ?? load, limits);
    const total = `total load average: ${listed(load)}`;
    return {
      status,
      summary:
        `LOAD ${status} - ` +
        (scaled === undefined ? total : `scaled load average: ${listed(scaled)} - ${total}`),
      perfdata: ([0, 1, 2] as const).flatMap((at) => figures(load, scaled, limits, at)),
      perfdataFrame: { after: ' ' },
    };
  },
});

const minutes = [1, 5, 15] as const;

interface Limits {
  readonly warning: LoadAverages;
  readonly critical: LoadAverages;
}

function limitsReader(kind: 'Warning' | 'Critical'): Reader<LoadAverages> {
  return (text, name) => {
    const [one = '', five, fifteen, ...more] = text.split(',');
    const texts = [one, five || one, fifteen || five || one] as const;
    if (more.length > 0 || texts.some((each) => parseNumber(each) === undefined)) {
      const message = `${kind} threshold must be float or float triplet!`;
      throw new UsageError(message, [`${name}: "${text}"`]);
    }
    return [Number(texts[0]), Number(texts[1]), Number(texts[2])];
  };
}

// The reference takes a limit that is not given for 0.
function limitsOf(
  warning: LoadAverages | undefined,
  critical: LoadAverages | undefined,
  operands: readonly string[],
): Limits {
  const left = takeOperands('check_load', operands);
  const limits = {
    warning: left.orNext(warning, limitsReader('Warning'), '--warning') ?? zero,
    critical: left.orNext(critical, limitsReader('Critical'), '--critical') ?? zero,
  };
  left.end();
  return limits;
}

const zero: LoadAverages = [0, 0, 0];

function rejectInconsistent({ warning, critical }: Limits) {
  for (const [at, minute] of minutes.entries()) {
    const unspecified = `threshold for ${minute}-minute load average is not specified`;
    if (Number(critical[at]) < 0) throw new UsageError(`Critical ${unspecified}`);
    if (Number(warning[at]) < 0) throw new UsageError(`Warning ${unspecified}`);
    if (Number(warning[at]) > Number(critical[at])) {
      throw new UsageError(
        `Parameter inconsistency: ${minute}-minute "warning load" is greater than "critical load"`,
        [`--warning: ${warning[at]}, --critical: ${critical[at]}`],
      );
    }
  }
}

function judge(load: LoadAverages, { warning, critical }: Limits): Status {
  const above = (limits: LoadAverages) => load.some((average, at) => average > Number(limits[at]));
  if (above(critical)) return 'CRITICAL';
  return above(warning) ? 'WARNING' : 'OK';
}

function scale([one, five, fifteen]: LoadAverages, cpus: number): LoadAverages {
  return [one / cpus, five / cpus, fifteen / cpus];
}

function listed(load: LoadAverages): string {
  return load.map((average) => fixed(average, 2)).join(', ');
}

function figures(
  total: LoadAverages,
  scaled: LoadAverages | undefined,
  limits: Limits,
  at: 0 | 1 | 2,
): readonly PerfDatum[] {
  const label = `load${minutes[at]}`;
  const judged = {
    warning: fixed(limits.warning[at], 3),
    critical: fixed(limits.critical[at], 3),
    min: 0,
    max: '',
  };
  const value = fixed(total[at], 3);
  if (scaled === undefined) return [{ label, value, ...judged }];
  return [
    { label, value, warning: '', critical: '', min: 0, max: '' },
    { label: `scaled_${label}`, value: fixed(scaled[at], 3), ...judged },
  ];
}
