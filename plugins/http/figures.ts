import type { PerfDatum } from '../check/perfdata.ts';
import { type Plan, upperLimit } from './plan.ts';
import type { Outcome } from './visit.ts';

/** The figures of a page: time and size and, when they are asked for, the time of each phase. */
export function figuresOf(
  { answer, times }: Extract<Outcome, { kind: 'page' }>,
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
    value: answer.recording.bytes,
    unit: 'B',
    warning: smallest,
    critical: smallest && 0,
    min: 0,
    max: '',
  };
  if (!output.extended) return [time, size];
  const phase = (label: string, value: number, more = {}): PerfDatum => ({
    ...{ label: `time_${label}`, value: value.toFixed(6), unit: 's', max, ...more },
  });
  return [
    time,
    size,
    phase('connect', times.connect),
    ...(times.ssl === undefined ? [] : [phase('ssl', times.ssl)]),
    phase('headers', times.headers),
    phase('firstbyte', times.firstByte),
    phase('transfer', times.transfer),
  ];
}
