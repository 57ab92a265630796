import { localText } from '../../../sla/wording.ts';
import { formatInstant } from '../../../sla/written/instant.ts';
import { type Html, html } from '../html.ts';

/** An instant (epoch milliseconds) in the local time of a zone, to the minute; the rest shows on pointing at it. */
export function when(instant: number, zone: string): Html {
  const full = localText(instant, zone);
  const [day, date = '', time = '', offset = ''] = full.split(' ');
  const [, month, dayOfMonth] = date.split('-');
  const text = `${day} ${Number(dayOfMonth)} ${months[Number(month) - 1]} ${time.slice(0, 5)}`;
  return html`<time datetime="${formatInstant(instant)}" title="${full}">${text} <span class="offset">${offset}</span></time>`;
}

/** As `when`, to the second (and the fraction of one where there is any), as a ledger needs it. */
export function exactly(instant: number, zone: string): Html {
  return html`<time datetime="${formatInstant(instant)}">${localText(instant, zone)}</time>`;
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
