import type { Severity } from '../../../sla/plan.ts';
import type { Incident } from '../../incident.ts';
import { isFine } from '../../signal.ts';
import { type Html, html } from '../html.ts';

/** What an incident is about, in a few words. */
export function subject({ raised, summary }: Incident): Html {
  const { cause, host, service } = raised;
  if (cause.by === 'person') return html`<bdi>${summary}</bdi>`;
  if (service === null) return html`<bdi>${host}</bdi>`;
  return html`<bdi>${service}</bdi> <span class="on">on</span> <bdi>${host}</bdi>`;
}

/** What monitoring last said of it: the alert that still stands, else the last one; of a report what it says. */
export function lastSaid({ alerts, raised }: Incident): Html {
  const alert = alerts.findLast(({ state }) => !isFine(state)) ?? alerts.at(-1);
  if (alert !== undefined) return html`${stateBadge(alert.state)} <bdi>${alert.output}</bdi>`;
  const { host, service } = raised;
  return html`${service !== null && html`<bdi>${service}</bdi> on `}<bdi>${host}</bdi>`;
}

/** What is worth knowing of it besides its clocks, a few words each. */
export function marks(incident: Incident): readonly Html[] {
  const { raised, clearedAt, status, flapping, validity, interventionStartedAt } = incident;
  const open = status === 'open';
  const found = [
    !open && status,
    raised.notGuaranteed.length > 0 && 'not guaranteed',
    clearedAt !== null && open && 'alert cleared',
    flapping.length > 0 && 'flapping',
    interventionStartedAt !== null && open && 'in progress',
    validity === 'confirmed' && 'confirmed valid',
  ];
  return found
    .filter((mark) => mark !== false)
    .map((mark) => html`<span class="mark">${mark}</span> `);
}

/** The severity as a letter in a coloured square; a proposed one has a dashed edge. */
export function severityBadge(severity: Severity, formal: boolean): Html {
  const says = `Severity ${severity}, ${formal ? 'set by a person' : 'proposed'}`;
  const look = `severity severity-${severity.toLowerCase()}${formal ? '' : ' proposed'}`;
  return html`<span class="${look}" title="${says}"><span class="unseen">Severity </span>${severity}</span>`;
}

/** A state in Nagios's words. */
export function stateBadge(state: string): Html {
  return html`<span class="state state-${state.toLowerCase()}">${state}</span>`;
}
