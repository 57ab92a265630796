import { fixed } from '../check/fixed.ts';
import type { PerfDatum } from '../check/perfdata.ts';
import type { LoadLimits } from './limits.ts';
import type { Triple, TripleLimits } from './triple.ts';

/** `0.52, 0.41, 0.33`, with a unit behind each where there is one. */
export function listed(figures: Triple, unit = ''): string {
  return figures.map((figure) => fixed(figure, 2) + unit).join(', ');
}

/** The perfdata of load averages; `scaled` are those per processor, which are then what is held against the limits. */
export function loadFigures(
  total: Triple,
  scaled: Triple | undefined,
  limits: LoadLimits,
): readonly PerfDatum[] {
  return indexes.flatMap((at) => {
    const label = `load${minutes[at]}`;
    const value = fixed(total[at], 3);
    const judged = {
      warning: fixed(limits.warning[at], 3),
      critical: fixed(limits.critical[at], 3),
      min: 0,
      max: '',
    };
    if (scaled === undefined) return [{ label, value, ...judged }];
    return [
      { label, value, min: 0, max: '' },
      { label: `scaled_${label}`, value: fixed(scaled[at], 3), ...judged },
    ];
  });
}

/** The perfdata of the pressure on the processors. */
export function pressureFigures(
  pressure: Triple,
  { warning, critical }: TripleLimits,
): readonly PerfDatum[] {
  return indexes.map((at) => ({
    label: `cpu_pressure${seconds[at]}`,
    value: fixed(pressure[at], 2),
    unit: '%',
    warning: warning?.[at],
    critical: critical?.[at],
    min: 0,
    max: 100,
  }));
}

const indexes = [0, 1, 2] as const;
const minutes = [1, 5, 15] as const;
const seconds = [10, 60, 300] as const;
