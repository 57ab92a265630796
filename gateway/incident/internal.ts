import type { RecordedEvent } from '../incident-event.ts';

/**
 * Whether an event is the helpdesk's own: a note, or a file, that neither comes from the customer nor was written for the
 * customer. A contact of the customer never gets to read one; in a copied log its text is a digest like every other.
 */
export function isInternal({ actor, event }: Pick<RecordedEvent, 'actor' | 'event'>): boolean {
  if (actor.kind === 'customer') return false;
  if (event.kind === 'note') return event.forCustomer !== true;
  return event.kind === 'attached';
}
