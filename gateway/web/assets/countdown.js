// Counts the times left down.

/** When each place was first seen: what it says is as of then. */
const seen = new WeakMap();

/** `data-left` is what was left when it was written, `data-delay` how long the clock still rested then. */
export function countDown(now = Date.now()) {
  for (const place of document.querySelectorAll('[data-left][data-delay]')) {
    if (!seen.has(place)) seen.set(place, now);
    const counted = Math.max(0, now - seen.get(place) - Number(place.dataset.delay));
    const left = Number(place.dataset.left) - counted;
    const text = leftText(left);
    if (place.textContent !== text) place.textContent = text;
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
