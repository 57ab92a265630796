import { expect } from 'chai';
import { formatMetrics, single } from '../../../plugins/metrics/metric.ts';

describe('metrics as text', () => {
  it('have their help, their type and a line for each value', () => {
    const labelled = { labels: { kind: 'a "b" \\ c\nd', door: 'x' }, value: 1.5 };
    expect(
      formatMetrics([
        single('gauge', 'jobs_running', 'Jobs at\nwork.', 3),
        { type: 'counter', name: 'jobs_total', help: 'Jobs.', values: [labelled] },
      ]),
    ).to.equal(
      [
        '# HELP jobs_running Jobs at\\nwork.',
        '# TYPE jobs_running gauge',
        'jobs_running 3',
        '# HELP jobs_total Jobs.',
        '# TYPE jobs_total counter',
        String.raw`jobs_total{kind="a \"b\" \\ c\nd",door="x"} 1.5`,
        '',
      ].join('\n'),
    );
  });
});
