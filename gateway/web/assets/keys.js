// Keys: each does what a link, a field or a button of the page does, which names its key in `data-key`.

const general = [
  ['j', 'the next incident, or the next thing in the list'],
  ['k', 'the one before'],
  ['Enter', 'open it'],
  ['/', 'look for a text'],
  ['b', 'the board of open incidents'],
  ['?', 'this list'],
];

const storedAs = 'watchclock-keys';

/** Listens for keys, unless somebody turned them off or is writing. */
export function obeyKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (document.querySelector('dialog[open]') || (isOff() && event.key !== '?')) return;
    if (obey(event.key)) event.preventDefault();
  });
}

function obey(key) {
  if (key === 'j' || key === 'k') return move(key === 'j' ? 1 : -1);
  if (key === '?') return explain();
  if (key === '/') return focusOn(document.querySelector('input[type=search]'));
  const own = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (own !== null) return use(own);
  if (key === 'b') return go('/');
  return false;
}

function isWriting(target) {
  return target.closest('input:not([type=checkbox]), textarea, select') !== null;
}

function isOff() {
  return localStorage.getItem(storedAs) === 'off';
}

/** The links of the list: rows of a board, or whatever says that it is one. */
function move(step) {
  const links = [...document.querySelectorAll('.board h2 a, [data-list] a[data-item]')];
  const at = links.indexOf(document.activeElement);
  const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step];
  if (next === undefined) return false;
  next.focus();
  next.closest('li, tr')?.scrollIntoView({ block: 'nearest' });
  return true;
}

/** A form that is folded up unfolds; one that asks for nothing is sent. */
function use(own) {
  if (own.tagName === 'SUMMARY') {
    const folded = own.parentElement;
    folded.open = true;
    return focusOn(folded.querySelector('input:not([type=hidden]), textarea, select, button'));
  }
  own.click();
  return true;
}

function focusOn(place) {
  place?.focus();
  place?.scrollIntoView({ block: 'nearest' });
  return place !== null;
}

function go(path) {
  location.assign(path);
  return true;
}

function explain() {
  const dialog = document.createElement('dialog');
  dialog.className = 'keys';
  dialog.setAttribute('aria-label', 'Keys');
  const own = [...document.querySelectorAll('[data-key]')];
  const lines = [...general, ...own.map((each) => [each.dataset.key, nameOf(each)])];
  dialog.append(heading('Keys'), list(lines), choice(), closing());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return true;
}

function nameOf(own) {
  return own.dataset.says ?? own.textContent.trim();
}

function heading(text) {
  const place = document.createElement('h2');
  place.textContent = text;
  return place;
}

function list(lines) {
  const place = document.createElement('dl');
  for (const [key, says] of lines) {
    const [term, value, cap] = ['dt', 'dd', 'kbd'].map((tag) => document.createElement(tag));
    cap.textContent = key;
    term.append(cap);
    value.textContent = says;
    place.append(term, value);
  }
  return place;
}

/** Somebody who dictates would press them without wanting to. */
function choice() {
  const [label, box] = ['label', 'input'].map((tag) => document.createElement(tag));
  box.type = 'checkbox';
  box.checked = !isOff();
  box.addEventListener('change', () => localStorage.setItem(storedAs, box.checked ? 'on' : 'off'));
  label.className = 'chip';
  label.append(box, 'obey single keys');
  return label;
}

function closing() {
  const form = document.createElement('form');
  form.method = 'dialog';
  const button = document.createElement('button');
  button.textContent = 'Close';
  form.append(button);
  return form;
}
