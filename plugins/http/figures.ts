import type { PerfDatum } from '../check/perfdata.ts';
import { type Plan, upperLimit } from './plan.ts';
import type { Page } from './sampled.ts';

/** The figures of a page: time and size and, when they are asked for, the time of each phase. */
export function figuresOf(
  { times }: Page,
  bytes: number,
  seconds: number,
  { limits, expect, output, timeoutSeconds }: Plan,
): readonly PerfDatum[] {
  const max = timeoutSeconds.toFixed(6);
  const time: PerfDatum = {
    label: 'time',
    value: seconds.toFixed(6),
    unit: 's',
    warning: upperLimit(limits.warning)?.toFixed(6),
    critical: upperLimit(limits.critical)?.toFixed(6),
    min: '0.000000',
    max,
  };
  const smallest = expect.smallest === 0 ? undefined : expect.smallest;
  const size: PerfDatum = {
    label: 'size',
    value: bytes,
    unit: 'B',
    warning: smallest,
    critical: smallest && 0,
    min: 0,
    max: '',
  };
  if (!output.extended) return [time, size];
  const phase = (label: string, value: number, more: Partial<PerfDatum> = {}): PerfDatum => ({
    ...{ label: `time_${label}`, value: value.toFixed(6), unit: 's', max, ...more },
  });
  return [
    time,
    size,
    phase('connect', times.connect),
    ...(times.ssl === undefined ? [] : [phase('ssl', times.ssl)]),
    // The reference leaves the blank around the time that it does not have.
    phase('headers', times.headers, { gap: times.ssl === undefined }),
    phase('firstbyte', times.firstByte),
    phase('transfer', times.transfer),
  ];
}
