// Counts the times left down, and fetches the board anew. Without this script the pages say the same, as of their making.

let made = Date.now();

const content = document.querySelector('#content');
const stale = document.querySelector('#stale');
const every = Number(content.dataset.refresh ?? 0) * 1000;

setInterval(countDown, 1000);
if (every > 0) setInterval(refresh, every);

/** `data-left` is what was left when the page was made, `data-delay` how long the clock still rested then. */
function countDown() {
  const passed = Date.now() - made;
  for (const place of document.querySelectorAll('[data-left][data-delay]')) {
    const counted = Math.max(0, passed - Number(place.dataset.delay));
    const left = Number(place.dataset.left) - counted;
    place.textContent = leftText(left);
    place.closest('.clock').classList.toggle('overdue', left < 0);
  }
}

/** As leftText and spanText of pages/span.ts. */
function leftText(left) {
  return `${spanText(Math.abs(left))} ${left < 0 ? 'over' : 'left'}`;
}

function spanText(span) {
  const seconds = Math.floor(span / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours > 0 && minutes === 0) return `${hours} h`;
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  if (minutes >= 10) return `${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

/** What was read stays in place, and so does the focus; a page that is out of sight waits. */
async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!answer.ok) throw new Error(answer.statusText);
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const focused = document.activeElement?.getAttribute('href');
    content.replaceChildren(...fresh.querySelector('#content').childNodes);
    if (focused) content.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    document.title = fresh.title;
    made = Date.now();
    stale.hidden = true;
  } catch {
    stale.hidden = false;
  }
}
