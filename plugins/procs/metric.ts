import type { Process } from '../host/process.ts';

/** What of the processes is held against the limits: their number, or a figure of each. */
export type Metric = 'PROCS' | 'VSZ' | 'RSS' | 'CPU' | 'ELAPSED';

/** The metric called `name`, in capitals; undefined when there is none. */
export function parseMetric(name: string): Metric | undefined {
  return metrics.find((metric) => metric === name);
}

/** The figure of one process: KiB, percent or seconds. */
export function figureOf(process: Process, metric: Exclude<Metric, 'PROCS'>): number {
  switch (metric) {
    case 'VSZ':
      return process.vsz;
    case 'RSS':
      return process.rss;
    case 'CPU':
      return process.pcpu;
    case 'ELAPSED':
      return process.elapsed;
  }
}

const metrics: readonly Metric[] = ['PROCS', 'VSZ', 'RSS', 'CPU', 'ELAPSED'];
