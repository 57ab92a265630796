/**
 * One figure that a resident process tells of itself, with its values by their labels. Kept free of any library, for
 * processes that load none.
 */
export interface Metric {
  /** As Prometheus has them: `watchclock_worker_jobs_total`. */
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly values: readonly MetricValue[];
}

interface MetricValue {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric with one value and no label. */
export function single(type: Metric['type'], name: string, help: string, value: number): Metric {
  return { type, name, help, values: [{ value }] };
}

/** The metrics in the text format of Prometheus, version 0.0.4. */
export function formatMetrics(metrics: readonly Metric[]): string {
  return metrics.map(formatMetric).join('');
}

function formatMetric({ name, help, type, values }: Metric): string {
  const lines = values.map(({ labels = {}, value }) => `${name}${formatLabels(labels)} ${value}\n`);
  return `# HELP ${name} ${escaped(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function formatLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([label, value]) => `${label}="${escaped(value).replaceAll('"', '\\"')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
