import { type Html, html } from '../html.ts';
import { scale } from './scale.ts';

/** Stacked bars beside each other; each part has a look of the style sheet. */
export interface BarChart {
  readonly title: string;
  readonly bars: readonly Bar[];
  /** What the highest bar stands for; the highest of these bars if left out. */
  readonly most?: number;
}

/** One bar: what stands below and above it, and its parts from the ground up. */
interface Bar {
  readonly label: string;
  readonly top: string;
  readonly parts: readonly {
    readonly look: 'good' | 'bad' | 'neutral' | 'rest' | 'soon' | 'asked';
    readonly value: number;
  }[];
}

const frame = { left: 8, right: 432, top: 22, bottom: 150 };

/** The bars as an SVG that needs no script, with a sentence that says the same. */
export function barChart({ title, bars, most }: BarChart): Html {
  const totals = bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const height = scale([0, most ?? Math.max(1, ...totals)], [0, frame.bottom - frame.top]);
  const step = (frame.right - frame.left) / Math.max(bars.length, 1);
  const width = Math.min(step * 0.7, 60);
  const sentence = bars.map(({ label, top }) => `${label} ${top}`).join(', ');
  return html`<figure><figcaption>${title}</figcaption>
  <svg class="chart" viewBox="0 0 440 172" role="img" aria-label="${title}: ${sentence}">
    <line class="axis" x1="${frame.left}" x2="${frame.right}" y1="${frame.bottom}" y2="${frame.bottom}"/>
    ${bars.map(({ label, top, parts }, index) => {
      const middle = frame.left + step * (index + 0.5);
      let ground = frame.bottom;
      const pieces = parts.map(({ look, value }) => {
        ground -= height(value);
        return html`<rect class="bar-${look}" x="${(middle - width / 2).toFixed(1)}" y="${ground.toFixed(1)}" width="${width.toFixed(1)}" height="${height(value).toFixed(1)}"/>`;
      });
      return html`${pieces}<text x="${middle.toFixed(1)}" y="${(ground - 5).toFixed(1)}" text-anchor="middle">${top}</text>
      <text x="${middle.toFixed(1)}" y="${frame.bottom + 15}" text-anchor="middle">${label}</text>`;
    })}
  </svg></figure>`;
}
