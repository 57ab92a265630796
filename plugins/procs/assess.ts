import { fixed } from '../check/fixed.ts';
import type { PerfDatum } from '../check/perfdata.ts';
import { judge, type Thresholds } from '../check/range.ts';
import type { CheckResult } from '../check/result.ts';
import { type Status, worst } from '../check/status.ts';
import { formatElapsed } from '../host/elapsed.ts';
import { commandName, type Process } from '../host/process.ts';
import { describeFilter, passes } from './filter.ts';
import { figureOf, type Metric } from './metric.ts';
import type { ProcsSample } from './sample.ts';
import type { ProcsOptions } from './settle.ts';

/** Judges the number of processes that pass the filters, or a figure of each of them. */
export function assessProcs(sample: ProcsSample, options: ProcsOptions): CheckResult {
  const looked = options.withoutKernelThreads ? userSpace(sample.processes) : sample.processes;
  if (looked.length === 0) return { status: 'UNKNOWN', summary: 'Unable to read output' };
  const matched = looked.filter((process) =>
    sample.filters.every((each) => passes(each, process, sample.matching)),
  );
  const { metric, thresholds } = options;
  const verdict =
    metric === 'PROCS' ? number(matched, thresholds) : figures(matched, metric, thresholds);
  const processes = matched.length === 1 ? 'process' : 'processes';
  const filters = sample.filters.map(describeFilter).join(', ');
  const parts = [
    `${metric} ${verdict.status}: ${verdict.counts}${matched.length} ${processes}`,
    ...(filters === '' ? [] : [`with ${filters}`]),
    ...(options.verbose > 0 && verdict.names.length > 0 ? [`[${verdict.names.join(', ')}]`] : []),
  ];
  return {
    status: verdict.status,
    summary: `${parts.join(' ')} `,
    perfdata: verdict.perfdata,
    perfdataFrame: { before: ' ' },
    details: detailsOf(sample.unreadable, matched, options),
  };
}

/** Every process that is not a thread of the kernel, a child of kthreadd. */
function userSpace(processes: readonly Process[]): readonly Process[] {
  const parent = processes.find((process) => commandName(process) === 'kthreadd')?.pid;
  return processes.filter(({ ppid }) => parent === undefined || ppid !== parent);
}

interface Verdict {
  readonly status: Status;
  readonly counts: string;
  /** The programs whose figure is outside a limit. */
  readonly names: readonly string[];
  readonly perfdata: readonly PerfDatum[];
}

function number(matched: readonly Process[], thresholds: Thresholds): Verdict {
  const status = judge(thresholds, matched.length);
  return { status, counts: '', names: [], perfdata: [datum('procs', matched.length, thresholds)] };
}

function figures(
  matched: readonly Process[],
  metric: Exclude<Metric, 'PROCS'>,
  thresholds: Thresholds,
): Verdict {
  const judged = matched.map((process) => ({
    name: commandName(process),
    status: judge(thresholds, figureOf(process, metric)),
  }));
  const outside = judged.filter(({ status }) => status !== 'OK');
  const warn = outside.filter(({ status }) => status === 'WARNING').length;
  const crit = outside.length - warn;
  const status = worst(judged.map((each) => each.status));
  const counts: Partial<Record<Status, string>> = {
    CRITICAL: `${crit} crit, ${warn} warn out of `,
    WARNING: `${warn} warn out of `,
  };
  return {
    status,
    counts: counts[status] ?? '',
    names: outside.map(({ name }) => name),
    perfdata: [
      datum('procs', matched.length),
      datum('procs_warn', warn),
      datum('procs_crit', crit),
    ],
  };
}

function datum(label: string, value: number, { warning, critical }: Thresholds = {}): PerfDatum {
  const limits = { warning: warning?.text ?? '', critical: critical?.text ?? '' };
  return { label, value, ...limits, min: 0, max: '' };
}

function detailsOf(
  unreadable: readonly string[],
  matched: readonly Process[],
  { verbose, metric }: ProcsOptions,
): readonly string[] {
  const lists = verbose === 1 && metric === 'PROCS' && matched.length > 0;
  return [
    ...(verbose >= 1 ? unreadable.map((line) => `Not parseable: ${line}`) : []),
    ...(lists ? [matched.map(commandName).join(', ')] : []),
    ...(verbose >= 2 ? matched.map(describeProcess) : []),
  ];
}

function describeProcess(process: Process): string {
  const { uid, vsz, rss, pid, ppid, state, args } = process;
  return (
    `Matched: uid=${uid} vsz=${vsz} rss=${rss} pid=${pid} ppid=${ppid} ` +
    `pcpu=${fixed(process.pcpu, 2)} stat=${state} etime=${formatElapsed(process.elapsed)} prog=${commandName(process)} args=${args}`
  );
}
