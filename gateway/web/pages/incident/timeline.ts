import type { Actor, RecordedEvent } from '../../../incident-event.ts';
import { textOf } from '../../../incident-event.ts';
import { type Html, html } from '../../html.ts';
import { when } from '../when.ts';
import { eventText } from './event-text.ts';

/** Everything that happened to an incident, the newest first. */
export function timeline(events: readonly RecordedEvent[], zone: string, seen = Infinity): Html {
  return html`<ol class="timeline" reversed>${events.toReversed().map((event) => entry(event, { zone, seen }))}</ol>`;
}

interface Look {
  readonly zone: string;
  /** The last version that whoever looks knew of. */
  readonly seen: number;
}

function entry(
  { incident, at, receivedAt, version, actor, event }: RecordedEvent,
  { zone, seen }: Look,
): Html {
  const { says, quote } = eventText(event);
  return html`<li class="by-${actor.kind}${version > seen ? ' fresh' : ''}" id="event-${version}" value="${version}">
    <p class="says">${says}${event.kind === 'attached' && html` <a href="/incidents/${incident}/attachments/${version}" download>Keep it</a>`}</p>
    ${quote !== undefined && quote !== '' && html`<blockquote><bdi>${quote}</bdi></blockquote>`}
    <p class="who">${when(at, zone)} ${by(actor)}${told(at, receivedAt, zone)}</p>
  </li>`;
}

function by(actor: Actor): Html {
  if (actor.kind === 'gateway') return html`by watchclock`;
  if (actor.kind === 'monitoring') return html`from <bdi>${actor.source}</bdi>`;
  return html`by <bdi>${textOf(actor.name)}</bdi>${actor.kind === 'customer' && ' (customer)'}`;
}

/** Told a minute or more after it happened. */
function told(at: number, receivedAt: number, zone: string): Html {
  return receivedAt - at < 60_000 ? html`` : html`, received ${when(receivedAt, zone)}`;
}
