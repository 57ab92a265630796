import { type Html, html } from '../html.ts';
import { figureText, roundFigures, scale } from './scale.ts';
import { timeAxis } from './time-axis.ts';

/** A figure over time. Instants are epoch milliseconds, all figures in `unit`. */
export interface LineChart {
  readonly title: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  /** In order of time; `low` and `high` are the extremes of a stretch that was put together. */
  readonly points: readonly ChartPoint[];
  readonly limits: readonly Limit[];
  /** Where the figure is going, if somebody has worked it out. */
  readonly forecast?: readonly Pick<ChartPoint, 'at' | 'value'>[];
  /** An instant worth a mark, such as when the incident was raised. */
  readonly mark?: { readonly at: number; readonly says: string };
}

/** A place of the line. */
interface ChartPoint {
  readonly at: number;
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

/** A limit that alerts are made of. */
export interface Limit {
  readonly level: 'warning' | 'critical';
  readonly value: number;
}

const size = { width: 440, height: 176 };
const frame = { left: 50, right: 430, top: 8, bottom: 154 };

/** The figure as an SVG that needs no script, with a sentence that says what it shows. */
export function lineChart(chart: LineChart): Html {
  const { title, unit, from, to, zone, points, limits, forecast = [], mark } = chart;
  const range = rangeOf(chart);
  const x = scale([from, to], [frame.left, frame.right]);
  const y = scale(range, [frame.bottom, frame.top]);
  const path = (places: readonly Pick<ChartPoint, 'at' | 'value'>[]) =>
    places.map(({ at, value }, index) => `${index === 0 ? 'M' : 'L'}${x(at)} ${y(value)}`).join('');
  return html`<figure><figcaption>${title}</figcaption>
  <svg class="chart" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${sentence(chart)}">
    ${roundFigures(range[0], range[1], 4).map(
      (
        figure,
      ) => html`<line class="axis" x1="${frame.left}" x2="${frame.right}" y1="${y(figure)}" y2="${y(figure)}"/>
      <text x="${frame.left - 6}" y="${y(figure) + 4}" text-anchor="end">${figureText(figure, unit, range[1])}</text>`,
    )}
    ${timeAxis({ from, to, zone, place: x, top: frame.top, bottom: frame.bottom })}
    <path class="area" d="${areaOf(points, x, y)}"/>
    <path class="line" d="${path(points)}"/>
    ${points.length === 1 && points.map(({ at, value }) => html`<circle class="bar-neutral" cx="${x(at)}" cy="${y(value)}" r="3"/>`)}
    ${forecast.length > 1 && html`<path class="line forecast" d="${path(forecast)}"/>`}
    ${limits.map(
      ({ level, value }) =>
        html`<line class="${level}" x1="${frame.left}" x2="${frame.right}" y1="${y(value)}" y2="${y(value)}"><title>${level} ${figureText(value, unit)}</title></line>`,
    )}
    ${mark !== undefined && html`<line class="mark-line" x1="${x(mark.at)}" x2="${x(mark.at)}" y1="${frame.top}" y2="${frame.bottom}"/><text x="${x(mark.at) + 4}" y="${frame.top + 10}">${mark.says}</text>`}
  </svg></figure>`;
}

/** Limits far above everything would press the line to the ground: those within three times its height are shown. */
function rangeOf({ points, limits, forecast = [] }: LineChart): readonly [number, number] {
  const values = [
    ...points.flatMap(({ low, high }) => [low, high]),
    ...forecast.map(({ value }) => value),
  ];
  const [low, high] = [Math.min(0, ...values), Math.max(...values)];
  const near = limits
    .map(({ value }) => value)
    .filter((value) => value <= high * 3 && value >= low);
  const top = Math.max(high, ...near);
  return [low, top === low ? low + 1 : top + (top - low) * 0.08];
}

function areaOf(
  points: readonly ChartPoint[],
  x: (at: number) => number,
  y: (value: number) => number,
): string {
  if (points.every(({ low, high }) => low === high)) return '';
  const there = points.map(({ at, high }) => `${x(at)} ${y(high)}`);
  const back = points.toReversed().map(({ at, low }) => `${x(at)} ${y(low)}`);
  return `M${[...there, ...back].join('L')}Z`;
}

function sentence({ title, unit, points, limits }: LineChart): string {
  const text = (value: number) => figureText(value, unit);
  const low = Math.min(...points.map((point) => point.low));
  const high = Math.max(...points.map((point) => point.high));
  const last = points.at(-1)?.value ?? 0;
  const bounds = limits.map(({ level, value }) => `; ${level} at ${text(value)}`).join('');
  return `${title}: between ${text(low)} and ${text(high)}, last ${text(last)}${bounds}`;
}
