import { takeOperands } from '../check/operands.ts';
import type { Given } from '../check/options.ts';
import type { WithCommon } from '../check/plugin.ts';
import { parseRange, type Thresholds } from '../check/range.ts';
import { anyText, rangeText } from '../check/readers.ts';
import type { Metric } from './metric.ts';
import type { options } from './options.ts';
import { type FilterRequest, filterRequests } from './requests.ts';

/** What check_procs is asked to do. */
export interface ProcsOptions {
  readonly thresholds: Thresholds;
  readonly metric: Metric;
  readonly requests: readonly FilterRequest[];
  readonly withoutKernelThreads: boolean;
  readonly inputFile: string | undefined;
  readonly verbose: number;
}

/** Reads the command line, the old form `WARNING CRITICAL STATE` included. */
export function settleProcs({
  values: given,
  occurrences,
  operands,
}: Given<WithCommon<typeof options>>): ProcsOptions {
  const left = takeOperands('check_procs', operands);
  const warning = left.orNext(given.warning, rangeText, '--warning');
  const critical = left.orNext(given.critical, rangeText, '--critical');
  const hasState = given.status.length > 0;
  const state = hasState ? undefined : left.orNext(undefined, anyText, '--status');
  left.end();
  const states = state === undefined ? [] : [{ option: 'status', text: state }];
  const one = given['exactly-one'].length > 0 ? parseRange('1:1') : undefined;
  return {
    thresholds: { warning, critical: critical ?? one },
    metric: given.metric ?? 'PROCS',
    requests: filterRequests([...occurrences, ...states]),
    withoutKernelThreads: given['no-kthreads'],
    inputFile: given['input-file'],
    verbose: given.verbose,
  };
}
