import type { Incident } from './incident.ts';
import type { Actor } from './incident-event.ts';

/** A maintenance window as it was announced; never changed afterwards. Times are epoch milliseconds. */
export interface MaintenanceWindow {
  readonly id: string;
  readonly customer: string;
  /** The hosts it covers; with no hosts and no applications it covers everything of the customer. */
  readonly hosts: readonly string[];
  readonly applications: readonly string[];
  readonly announcedAt: number;
  readonly start: number;
  readonly end: number;
  readonly actor: Actor;
  readonly reason: string;
}

/** Whether a window covers an incident's customer, and its host or application (service.md rule 8). */
export function covers(window: MaintenanceWindow, { raised }: Pick<Incident, 'raised'>): boolean {
  if (window.customer !== raised.customer) return false;
  const { hosts, applications } = window;
  if (hosts.length === 0 && applications.length === 0) return true;
  return (
    (raised.host !== null && hosts.includes(raised.host)) ||
    (raised.application !== null && applications.includes(raised.application))
  );
}
