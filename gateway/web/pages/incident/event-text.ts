import type { Alert, IncidentEvent, Personal, Raised } from '../../../incident-event.ts';
import { textOf } from '../../../incident-event.ts';
import type { Watched } from '../../../signal.ts';
import { type Html, html } from '../../html.ts';
import { stateBadge } from '../about.ts';

/** An event for the timeline: what happened in a line, and the words that somebody or something used. */
export interface EventText {
  readonly says: Html;
  readonly quote?: string;
}

/** One case an event kind: long because there are many kinds, straight because each stands alone. */
export function eventText(event: IncidentEvent): EventText {
  switch (event.kind) {
    case 'raised':
      return raisedText(event);
    case 'problem-repeated':
      return alertText(event.alert, 'again:');
    case 'state-changed':
      return alertText(event.alert, 'is now');
    case 'output-changed':
      return alertText(event.alert, 'is still');
    case 'alert-cleared':
      return alertText(
        event.alert,
        event.over ? 'recovered, nothing else is wrong:' : 'recovered:',
      );
    case 'alert-raised':
      return alertText(event.alert, event.back ? 'is back:' : 'joins:');
    case 'signal-late':
      return alertText(event.alert, 'had been, as a late message says,');
    case 'flapping-started':
      return { says: html`${name(event.watched)} started flapping` };
    case 'flapping-stopped':
      return { says: html`${name(event.watched)} stopped flapping` };
    case 'acknowledged':
      return said(
        html`${name(event.watched)} was acknowledged by <bdi>${textOf(event.author)}</bdi>`,
        event.comment,
      );
    case 'downtime-linked':
      return said(html`Downtime of ${name(event.watched)} ${event.phase}`, event.comment);
    case 'severity-changed': {
      const { severity, formal, because } = event;
      return {
        says: html`Severity <b>${severity}</b> ${formal ? 'set' : 'proposed'}`,
        quote: because,
      };
    }
    case 'responded':
      return { says: html`<b>Responded</b>: an engineer looks at it` };
    case 'intervention-started':
      return { says: html`<b>Intervention started</b>: an engineer resolves it` };
    case 'information-requested':
      return said(
        html`<b>Asked</b> <bdi>${textOf(event.whom)}</bdi> (request <bdi>${event.id}</bdi>)`,
        event.what,
      );
    case 'information-received':
      return said(html`<b>Answered</b> (request <bdi>${event.id}</bdi>)`, event.text);
    case 'update-posted':
      return said(html`<b>Status update</b>`, event.text);
    case 'resolved':
      return said(html`<b>Resolved</b>${event.byItself && ' by itself'}`, event.cause);
    case 'resolution-voided':
      return { says: html`That resolution is void: the trouble had not been over` };
    case 'reopened':
      return said(html`<b>Reopened</b>`, event.reason);
    case 'validity-confirmed':
      return { says: html`Confirmed to be valid` };
    case 'declared-not-valid':
      return said(html`<b>Declared not valid</b>`, event.reason);
    case 'withdrawn':
      return said(html`<b>Withdrawn</b>`, event.reason);
    case 'merged':
      return { says: html`<b>Merged</b> into ${incidentLink(event.into)}` };
    case 'absorbed':
      return { says: html`${incidentLink(event.incident)} was merged into this one` };
    case 'solution-linked':
      return { says: html`Known solution linked`, quote: event.solution };
    case 'attached':
      return {
        says: html`<b>Attached</b> <bdi>${textOf(event.name)}</bdi> (${event.type}, ${event.size} bytes)`,
      };
    case 'note':
      return said(html`Note${event.forCustomer === true && ' for the customer'}`, event.text);
    case 'plan-event':
      return { says: html`<b><bdi>${event.name}</bdi></b> (<bdi>${event.id}</bdi>)` };
    case 'closed':
      return { says: html`<b>Closed</b>` };
  }
}

function raisedText({ cause, severity, because, notGuaranteed }: Raised): EventText {
  const proposal = html`; severity <b>${severity}</b> proposed: ${because}`;
  const caveat = notGuaranteed.length > 0 && html`; not guaranteed: ${notGuaranteed.join(', ')}`;
  if (cause.by === 'alert') {
    const { says, quote = '' } = alertText(cause.alert, 'is');
    const words = cause.longOutput === '' ? quote : `${quote}\n${cause.longOutput}`;
    return { says: html`<b>Raised</b>: ${says}${proposal}${caveat}`, quote: words };
  }
  const after = cause.enteredAfterwards && ', entered afterwards';
  const words = [textOf(cause.summary), textOf(cause.description)].filter((text) => text !== '');
  return {
    says: html`<b>Reported</b> by ${cause.channel}${after}${proposal}${caveat}`,
    quote: words.join('\n'),
  };
}

function alertText(alert: Alert, verb: string): EventText {
  return { says: html`${name(alert)} ${verb} ${stateBadge(alert.state)}`, quote: alert.output };
}

function said(says: Html, words: Personal): EventText {
  return { says, quote: textOf(words) };
}

function name({ host, service }: Watched): Html {
  return service === null
    ? html`<bdi>${host}</bdi>`
    : html`<bdi>${service}</bdi> on <bdi>${host}</bdi>`;
}

function incidentLink(id: number): Html {
  return html`<a href="/incidents/${id}">#${id}</a>`;
}
