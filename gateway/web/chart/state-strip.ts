import type { AlertState } from '../../signal.ts';
import { type Html, html } from '../html.ts';
import { scale } from './scale.ts';
import { timeAxis } from './time-axis.ts';

/** What something said over time: each state lasts until the next one. Epoch milliseconds. */
export interface StateStrip {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly states: readonly { readonly at: number; readonly state: AlertState }[];
}

const frame = { left: 22, right: 892, top: 4, bottom: 22 };

/** The states as a strip of colours, and in words for whoever does not see it. */
export function stateStrip({ title, from, to, zone, states }: StateStrip): Html {
  const x = scale([from, to], [frame.left, frame.right]);
  const changes = states.filter(({ state }, index) => state !== states[index - 1]?.state);
  const pieces = changes.map(({ at, state }, index) => {
    const [start, end] = [Math.max(at, from), changes[index + 1]?.at ?? to];
    return { start, end, state };
  });
  return html`<figure><figcaption>${title}</figcaption>
  <svg class="chart strip" viewBox="0 0 900 40" role="img" aria-label="${words(title, changes)}">
    ${timeAxis({ from, to, zone, place: x, top: frame.top, bottom: frame.bottom })}
    ${pieces.map(
      ({ start, end, state }) =>
        html`<rect class="fill-${state.toLowerCase()}" x="${x(start)}" y="${frame.top}" width="${Math.max(1, x(end) - x(start))}" height="${frame.bottom - frame.top}"><title>${state}</title></rect>`,
    )}
  </svg></figure>`;
}

function words(title: string, states: StateStrip['states']): string {
  return `${title}: ${states.map(({ state }) => state).join(', then ')}`;
}
