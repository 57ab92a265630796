import type { FigureCapacity, HostCapacity } from '../../../capacity/capacity.ts';
import { type Level, resources } from '../../../capacity/measure.ts';
import { forecastText, outlookText } from '../../../capacity/wording.ts';
import { lineChart } from '../../chart/line-chart.ts';
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

/** The curve goes on as far ahead as it looks back, at most, and not beyond a third of it where nothing is in sight. */
function curve({ measure, points, outlook }: FigureCapacity, { now, span, zone }: Looking): Html {
  if (points.length === 0) return html`<p class="who">Nothing was kept in that time.</p>`;
  const { trend, levels } = outlook;
  const first = points[0]?.at ?? now - span;
  const ends = Object.values(levels).flatMap((each) => (each.kind === 'expected' ? each.at : []));
  const last = points.at(-1)?.at ?? now;
  const width = Math.max(now - first, 3_600_000);
  const to = now + Math.min(width, Math.max(width / 4, ...ends.map((end) => (end - now) * 1.1)));
  const valueAt = (at: number) =>
    trend === undefined ? 0 : trend.level + trend.slope * (at - last);
  const forecast =
    trend === undefined ? [] : [last, to].map((at) => ({ at, value: Math.max(0, valueAt(at)) }));
  const limits = (['warning', 'critical'] as const).flatMap((level) => {
    const value = measure.levels[level];
    return value === undefined ? [] : [{ level, value }];
  });
  const end = measure.levels.full;
  const full = end === undefined || end === 0 ? [] : [{ level: 'critical' as const, value: end }];
  return lineChart({
    ...{ title: `${measure.label} and where it leads`, unit: measure.unit, from: first, to, zone },
    ...{ points, limits: [...limits, ...full], forecast, mark: { at: now, says: 'now' } },
  });
}
