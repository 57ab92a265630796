import type { Incident } from '../incident.ts';
import type { IncidentEvent } from '../incident-event.ts';
import type { Watched } from '../signal.ts';

/** A watched thing of a customer; the customer is null for a host that is in no inventory. */
export interface Place extends Watched {
  readonly customer: string | null;
}

/**
 * The place whose next signals an event turns to its incident, if it does. What a person raised about a whole host
 * is no alert of the host, so it does not take the host's signals.
 */
export function carriedBy(event: IncidentEvent, { raised }: Incident): Place | undefined {
  const { customer } = raised;
  if (event.kind === 'alert-raised') {
    const { host, service } = event.alert;
    return { customer, host, service };
  }
  if (event.kind !== 'raised' || event.host === null) return undefined;
  if (event.cause.by === 'person' && event.service === null) return undefined;
  return { customer, host: event.host, service: event.service };
}

/** One text for a place, the same for the same place. */
export function placeKey({ customer, host, service }: Place): string {
  return JSON.stringify([customer, host, service]);
}
