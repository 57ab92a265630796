import type { FigureCapacity, HostCapacity } from '../../../capacity/capacity.ts';
import type { Outlook } from '../../../capacity/forecast.ts';
import { type Level, type Measure, resources } from '../../../capacity/measure.ts';
import { forecastText, outlookText } from '../../../capacity/wording.ts';
import { type Limit, lineChart } from '../../chart/line-chart.ts';
import { figureText } from '../../chart/scale.ts';
import { type Html, html } from '../../html.ts';
import { when } from '../when.ts';
import { lookBackOptions, nowText, paceText } from './capacity-page.ts';

/** From when to when a page looks: `span` milliseconds, which are so many days, before `now`. */
export interface Looking {
  readonly now: number;
  readonly span: number;
  readonly days: number;
  readonly zone: string;
}

/** The curves of one host's figures with their limits and where they lead, and all of it in words. */
export function hostCapacityPage(capacity: HostCapacity, looking: Looking): Html {
  const { host, customer, figures, unheard } = capacity;
  return html`<div class="page-head"><h1>Capacity of <bdi>${host}</bdi></h1>
    <p><a href="/capacity?customer=${encodeURIComponent(customer)}">All hosts of this customer</a></p></div>
  <form class="asking panel" method="get" action="/capacity/${encodeURIComponent(host)}">
    <label>Looking back <select name="days">${lookBackOptions(looking.days)}</select></label><button>Show</button></form>
  ${figures.length === 0 && nothingKept}
  ${inOrder(figures).map((figure) => figurePanel(figure, looking))}
  ${unheard.length > 0 && html`<p class="hint rest">Nothing heard of ${unheard.join(', ')}.</p>`}`;
}

const nothingKept = html`<section class="empty"><h2>Nothing is known yet</h2>
  <p>No result of disk, swap, load or users of this host has been kept. As soon as its agent sends some, their curves stand here.</p></section>`;

function inOrder(figures: readonly FigureCapacity[]): readonly FigureCapacity[] {
  const place = ({ measure }: FigureCapacity) => resources.indexOf(measure.resource);
  return figures.toSorted((one, other) => place(one) - place(other));
}

function figurePanel(figure: FigureCapacity, looking: Looking): Html {
  const { measure, last, outlook } = figure;
  const { zone } = looking;
  const levels = (['warning', 'critical', 'full'] as const).filter(
    (level) => measure.levels[level] !== undefined,
  );
  return html`<section class="panel split" aria-label="${measure.resource} ${measure.label}">
    <div><h2>${measure.resource} <bdi class="who">${measure.service}: ${measure.label}</bdi></h2>
    <p class="outlook">${sentence(outlookText(figure, zone))}</p>
    <dl class="facts">
      <div><dt>Now</dt><dd>${nowText(figure)}, measured ${when(last.at, zone)}</dd></div>
      <div><dt>In 30 days</dt><dd>${paceText(figure)}</dd></div>
      ${levels.map((level) => html`<div><dt>${levelNames[level]}</dt><dd>${levelText(figure, level, zone)}</dd></div>`)}
      <div><dt>Looked at</dt><dd>${outlook.samples} samples over ${spanText(outlook.span)}</dd></div>
    </dl></div>
    ${curve(figure, looking)}
  </section>`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function levelText({ measure, outlook }: FigureCapacity, level: Level, zone: string): string {
  const value = figureText(measure.levels[level] ?? 0, measure.unit);
  const forecast = outlook.levels[level];
  return forecast === undefined ? value : `${value}, ${forecastText(forecast, reaching, zone)}`;
}

const reaching = { happens: 'reached', happened: 'reached already' };
const levelNames: Readonly<Record<Level, string>> = {
  warning: 'Warning',
  critical: 'Critical',
  full: 'End',
};

function spanText(span: number): string {
  const hours = span / 3_600_000;
  return hours < 48 ? `${Math.floor(hours)} hours` : `${Math.floor(hours / 24)} days`;
}

function curve({ measure, points, outlook }: FigureCapacity, { now, span, zone }: Looking): Html {
  if (points.length === 0) return html`<p class="who">Nothing was kept in that time.</p>`;
  const first = points[0]?.at ?? now - span;
  const to = now + lookAhead(outlook, first, now);
  const forecast = lineOf(outlook, points.at(-1)?.at ?? now, to);
  return lineChart({
    ...{ title: `${measure.label} and where it leads`, unit: measure.unit, from: first, to, zone },
    ...{ points, limits: limitsOf(measure), forecast, mark: { at: now, says: 'now' } },
  });
}

/** As far ahead as it looks back, at most, and a quarter of that where nothing is in sight; milliseconds. */
function lookAhead({ levels }: Outlook, first: number, now: number): number {
  const ends = Object.values(levels).flatMap((each) => (each.kind === 'expected' ? each.at : []));
  const width = Math.max(now - first, 3_600_000);
  return Math.min(width, Math.max(width / 4, ...ends.map((end) => (end - now) * 1.1)));
}

/** Where the line through the samples leads from the last one; no figure falls below nothing. */
function lineOf({ trend }: Outlook, last: number, to: number) {
  if (trend === undefined) return [];
  const valueAt = (at: number) => trend.level + trend.slope * (at - last);
  return [last, to].map((at) => ({ at, value: Math.max(0, valueAt(at)) }));
}

/** Where a disk is full is drawn as a critical limit; that nothing is left is the ground of the chart. */
function limitsOf({ levels: { warning, critical, full = 0 } }: Measure): readonly Limit[] {
  return [
    ...(warning === undefined ? [] : [{ level: 'warning', value: warning } as const]),
    ...(critical === undefined ? [] : [{ level: 'critical', value: critical } as const]),
    ...(full === 0 ? [] : [{ level: 'critical', value: full } as const]),
  ];
}
