// The board: takes the rows that change from the server as they change, and applies filters without leaving the page.
import { countDown } from './countdown.js';

/** Everything is fetched anew so often, in milliseconds, for what time alone changes: hours that begin and end. */
const renewal = 60_000;
/** How long the server may be silent before the page says that it is old. */
const patience = 4_000;

const stale = document.querySelector('#stale');
const filter = document.querySelector('#filter');
let stream;
let complaint;

filter.classList.add('by-itself');
filter.addEventListener('submit', (event) => {
  event.preventDefault();
  applyFilter();
});
filter.addEventListener('change', applyFilter);
filter.addEventListener('input', soonAfter(200, applyFilter));
window.addEventListener('popstate', () => renew().then(listen));
document.addEventListener('visibilitychange', () =>
  document.hidden ? stream?.close() : renew().then(listen),
);
setInterval(() => document.hidden || renew(), renewal * (0.9 + Math.random() / 5));
listen();

function board() {
  return document.querySelector('#board');
}

/** One stream at a time, for the filter in the address bar. */
function listen() {
  stream?.close();
  if (document.hidden) return;
  const query = new URLSearchParams(location.search);
  query.set('since', board().dataset.revision);
  stream = new EventSource(`/board/changes?${query}`);
  stream.addEventListener('open', answered);
  stream.addEventListener('error', unanswered);
  stream.addEventListener('reload', () => renew());
  stream.addEventListener('rows', ({ data, lastEventId }) => {
    takeRows(JSON.parse(data));
    board().dataset.revision = lastEventId;
  });
}

function answered() {
  clearTimeout(complaint);
  complaint = undefined;
  stale.hidden = true;
}

function unanswered() {
  complaint ??= setTimeout(() => {
    stale.hidden = false;
  }, patience);
  if (stream.readyState === EventSource.CLOSED) setTimeout(listen, patience);
}

function takeRows({ rows, gone, counts, total, title }) {
  keepingPlace(() => {
    for (const id of gone) rowOf(id)?.remove();
    for (const { id, html } of rows) put(fromHtml(html), rowOf(id));
    const most = Number(board().dataset.most);
    for (const extra of [...board().children].slice(most)) extra.remove();
  });
  document.querySelector('#counts').replaceChildren(...fragment(counts).childNodes);
  document.title = `${title} · watchclock`;
  const shown = board().children.length;
  document.querySelector('#rest').textContent =
    total > shown ? `and ${total - shown} more: a filter finds them` : '';
  if ((total === 0) !== document.querySelector('#empty').childElementCount > 0) renew();
  countDown();
}

function rowOf(id) {
  return board().querySelector(`:scope > [data-id="${id}"]`);
}

/** Puts a row where it belongs by what is due next; its old version goes. */
function put(row, old) {
  old?.remove();
  const after = [...board().children].find((other) => isBefore(row, other));
  board().insertBefore(row, after ?? null);
}

/** As byNextDue of board/entry.ts. */
function isBefore(one, other) {
  const key = ({ dataset: { due, raised, id } }) => [
    due === '' ? Infinity : Number(due),
    Number(raised),
    Number(id),
  ];
  const [first, second] = [key(one), key(other)];
  const differs = first.findIndex((each, index) => each !== second[index]);
  return differs >= 0 && first[differs] < second[differs];
}

/** Fetches the page anew; what was read stays in place, and so does the focus. */
async function renew() {
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!answer.ok) throw new Error(answer.statusText);
    if (answer.redirected) return location.reload();
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    keepingPlace(() => {
      for (const id of ['board', 'counts', 'empty', 'rest']) {
        document.querySelector(`#${id}`).replaceWith(fresh.querySelector(`#${id}`));
      }
    });
    document.querySelector('.as-of').replaceWith(fresh.querySelector('.as-of'));
    document.title = fresh.title;
    stale.hidden = true;
    countDown();
  } catch {
    unanswered();
  }
}

/** The focused link keeps the focus, and the first row in sight its place on the screen. */
function keepingPlace(change) {
  const focused =
    document.activeElement?.closest('#board') && document.activeElement.getAttribute('href');
  const anchor = [...board().children].find((row) => row.getBoundingClientRect().bottom > 0);
  const [id, top] = [anchor?.dataset.id, anchor?.getBoundingClientRect().top];
  change();
  if (focused)
    board()
      .querySelector(`a[href="${CSS.escape(focused)}"]`)
      ?.focus({ preventScroll: true });
  const now =
    window.scrollY > 0 && id !== undefined ? rowOf(id)?.getBoundingClientRect().top : undefined;
  if (now !== undefined && now !== top) window.scrollBy({ top: now - top, behavior: 'instant' });
}

function applyFilter() {
  const asked = [...new FormData(filter)].filter(([, value]) => value !== '');
  const query = new URLSearchParams(asked).toString();
  if (query === location.search.slice(1)) return;
  history.pushState(null, '', query === '' ? '/' : `/?${query}`);
  renew().then(listen);
}

function soonAfter(delay, work) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, delay);
  };
}

function fromHtml(text) {
  return fragment(text).firstElementChild;
}

function fragment(text) {
  const template = document.createElement('template');
  template.innerHTML = text;
  return template.content;
}
