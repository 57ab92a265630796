import type { ComplianceReport } from '../../../../sla/compliance/data.ts';
import { barChart } from '../../chart/bar-chart.ts';
import { type Html, html } from '../../html.ts';

/** The pictures of a report: attainment by month, and how much of the guaranteed times was used, clock by clock. */
export function reportCharts(report: ComplianceReport): Html {
  const clocks = report.totals.map(({ clock }) => clock);
  if (clocks.length === 0) return html``;
  return html`<section class="panel" aria-labelledby="charts-title"><h2 id="charts-title">At a glance</h2>
    ${clocks.map((clock) => html`<div class="pair-of-charts">${[attainmentChart(report.trend, clock), usedShare(report, clock)]}</div>`)}</section>`;
}

/** How a clock was kept, month by month. */
export function attainmentChart(trend: ComplianceReport['trend'], clock: string): Html {
  const bars = trend
    .filter((row) => row.clock === clock)
    .map(({ month, attainment: { percent, fraction, of } }) => ({
      label: month.slice(2),
      top: percent === null ? '–' : `${Math.floor(percent)} %`,
      parts: [
        { look: 'good', value: fraction ?? 0 } as const,
        { look: 'bad', value: of === 0 || fraction === null ? 0 : 1 - fraction } as const,
      ],
    }));
  return barChart({ title: `${clock}: met, by month`, bars, most: 1 });
}

/** Near misses are counted from 75 and from 90 percent on; what was missed is beyond all of it. */
function usedShare({ totals }: ComplianceReport, clock: string): Html {
  const total = totals.find((each) => each.clock === clock);
  if (total === undefined) return html``;
  const { met, missed, nearMisses } = total;
  const { from75, from90 } = nearMisses;
  const shares = [
    ['below 75 %', met - from75, 'good'],
    ['75 to 90 %', from75 - from90, 'neutral'],
    ['90 to 100 %', from90, 'rest'],
    ['missed', missed, 'bad'],
  ] as const;
  const bars = shares.map(([label, value, look]) => ({
    label,
    top: String(value),
    parts: [{ look, value }],
  }));
  return barChart({ title: `${clock}: share of the guaranteed time that was used`, bars });
}
