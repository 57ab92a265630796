import type { IncidentView } from '../../incident-reader.ts';
import { type Html, html } from '../html.ts';
import { boardRow } from './board-row.ts';
import type { Names } from './names.ts';
import { when } from './when.ts';

/** What a board shows: the incidents as they are at `now` (epoch milliseconds), in the zone of the clock on the wall. */
export interface Board {
  readonly views: readonly IncidentView[];
  readonly names: Names;
  readonly now: number;
  readonly zone: string;
}

/** The open incidents, what is due next first. */
export function openBoard(board: Board): Html {
  const views = board.views.toSorted(byNextDue);
  return html`<div class="board-head">
    <h1>Open incidents</h1>
    ${counts(views)}
    <p class="as-of">as of ${when(board.now, board.zone)}</p>
  </div>
  ${views.length === 0 ? nothingOpen : rows(views, board)}`;
}

/** The incidents that were resolved last, the newest raised first. */
export function resolvedBoard(board: Board): Html {
  return html`<div class="board-head"><h1>Resolved incidents</h1></div>
  ${board.views.length === 0 ? nothingResolved : rows(board.views, board)}`;
}

/** Overdue and due soon first; what cannot become due now (paused, or all clocks stopped) after it, the oldest first. */
function byNextDue(one: IncidentView, other: IncidentView): number {
  const [due, otherDue] = [one.clocks.nextDue ?? Infinity, other.clocks.nextDue ?? Infinity];
  if (due !== otherDue) return due - otherDue;
  const [raised, otherRaised] = [one.incident.raisedAt, other.incident.raisedAt];
  return raised === otherRaised ? one.incident.id - other.incident.id : raised - otherRaised;
}

/** The most rows of a page: who looks needs what is due next, and a browser has its limits. */
const most = 300;

function rows(views: readonly IncidentView[], { names }: Board): Html {
  const shown = views.slice(0, most);
  const rest = views.length - shown.length;
  return html`<ol class="board">${shown.map((view) => html`<li>${boardRow(view, names)}</li>`)}</ol>
  ${rest > 0 && html`<p class="rest">and ${rest} more</p>`}`;
}

function counts(views: readonly IncidentView[]): Html {
  const all = views.map(({ clocks: { clocks, awaited } }) => [
    ...clocks,
    ...(awaited ? [awaited] : []),
  ]);
  const overdue = all.filter((clocks) => clocks.some((clock) => clock.overdue)).length;
  const paused = all.filter((clocks) => clocks.some(({ phase }) => phase === 'paused')).length;
  if (all.length === 0) return html``;
  return html`<p class="counts">
    <span>${views.length} open</span>
    ${overdue > 0 && html`<span class="overdue">${overdue} overdue</span>`}
    ${paused > 0 && html`<span class="paused">${paused} paused</span>`}
  </p>`;
}

const nothingOpen = html`<section class="empty">
  <img src="/assets/icon.svg" alt="" width="72" height="72">
  <h2>Nothing is wrong</h2>
  <p>No incident is open. As soon as Nagios, an agent or a customer reports a problem, it stands here, with the time that is left to respond and to intervene; what is due next stands first.</p>
  <p>To see one now, raise it by hand:</p>
  <pre><code>watchclock incident raise --customer NAME \\
  --summary "a first try"</code></pre>
</section>`;

const nothingResolved = html`<section class="empty">
  <h2>Nothing was resolved yet</h2>
  <p>What is resolved stands here until it is closed.</p>
</section>`;
