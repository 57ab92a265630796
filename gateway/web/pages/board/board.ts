import type { BoardEntry } from '../../../board/entry.ts';
import { isOverdue } from '../../../board/entry.ts';
import type { BoardFilter } from '../../../board/filter.ts';
import type { Shift } from '../../../directory/duty.ts';
import { type Html, html } from '../../html.ts';
import type { Names } from '../names.ts';
import { when } from '../when.ts';
import { type Choices, filterForm } from './board-filter-form.ts';
import { boardRow, type RowContent } from './board-row.ts';

/** What a board shows at `now` (epoch milliseconds), in the zone of the clock on the wall. */
export interface ShownBoard {
  /** All that the filter lets through, in their order. */
  readonly entries: readonly BoardEntry[];
  /** At most so many of them are shown. */
  readonly most: number;
  readonly filter: BoardFilter;
  readonly choices: Choices;
  readonly names: Names;
  readonly revision: string;
  /** Who is on duty now, by each rota that somebody is on. */
  readonly duty: readonly OnDuty[];
  readonly now: number;
  readonly zone: string;
}

/** Somebody who is on duty, and for whom. */
interface OnDuty {
  /** Such as `all customers`. */
  readonly rota: string;
  readonly shift: Shift;
}

/** The open incidents, what is due next first. */
export function openBoard(board: ShownBoard): Html {
  const { entries, most, filter, choices, names, revision, now, zone } = board;
  const shown = entries.slice(0, most);
  const isFiltered = Object.keys(filter).length > 0;
  const rows = shown.map((entry) => boardRow({ view: entry.at(now), worker: entry.worker }, names));
  return html`<div class="board-head">
    <h1>Open incidents</h1>
    <p class="counts" id="counts" aria-live="polite">${counts(entries, now)}</p>
    ${onDutyLine(board)}
    <p class="as-of">as of ${when(now, zone)}</p>
  </div>
  ${filterForm(filter, choices)}
  <ol class="board" id="board" data-revision="${revision}" data-most="${most}">${rows}</ol>
  <div id="empty">${entries.length === 0 && (isFiltered ? nothingFits : nothingOpen)}</div>
  <p class="rest" id="rest">${restOf(board)}</p>`;
}

/** More would push the board down: the page of the rotas has them all. */
const mostOnDuty = 3;

function onDutyLine({ duty, zone }: ShownBoard): Html {
  const [first] = duty;
  if (first === undefined) return html``;
  const rest = duty.length - mostOnDuty;
  return html`<p class="on-duty"><a href="/duty">On duty</a> ${duty
    .slice(0, mostOnDuty)
    .map(
      ({ rota, shift }) =>
        html`<span><b><bdi>${shift.person.name}</bdi></b>${duty.length > 1 && html` for <bdi>${rota}</bdi>`} until ${when(shift.end, zone)}</span> `,
    )}${rest > 0 && html`and ${rest} more`}</p>`;
}

/** The incidents that were resolved last, the newest raised first. */
export function resolvedBoard(rows: readonly RowContent[], names: Names): Html {
  return html`<div class="board-head"><h1>Resolved incidents</h1></div>
  <ol class="board">${rows.map((row) => boardRow(row, names))}</ol>
  ${rows.length === 0 && nothingResolved}`;
}

/** How many incidents there are, and how many of them need somebody most. */
export function counts(entries: readonly BoardEntry[], now: number): Html {
  if (entries.length === 0) return html``;
  const overdue = entries.filter((entry) => isOverdue(entry, now)).length;
  const paused = entries.filter((entry) => entry.paused).length;
  return html`<span>${entries.length} open</span>
    ${overdue > 0 && html`<span class="overdue">${overdue} overdue</span>`}
    ${paused > 0 && html`<span class="paused">${paused} paused</span>`}`;
}

/** The title of a board's page. */
export function titleOf(open: number): string {
  return open === 0 ? 'Nothing is wrong' : `${open} open`;
}

function restOf({ entries, most }: ShownBoard): Html {
  const rest = entries.length - most;
  return rest > 0 ? html`and ${rest} more: a filter finds them` : html``;
}

const nothingFits = html`<section class="empty">
  <h2>No open incident is like that</h2>
  <p><a href="/">Show all open incidents</a></p>
</section>`;

const nothingOpen = html`<section class="empty">
  <img src="/assets/icon.svg" alt="" width="72" height="72">
  <h2>Nothing is wrong</h2>
  <p>No incident is open. As soon as Nagios, an agent or a customer reports a problem, it stands here, with the time that is left to respond and to intervene; what is due next stands first.</p>
</section>`;

const nothingResolved = html`<section class="empty">
  <h2>Nothing was resolved yet</h2>
  <p>What is resolved stands here until it is closed.</p>
</section>`;
