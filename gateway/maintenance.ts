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
  /** When it was cancelled, epoch milliseconds; missing while it was not. */
  readonly cancelledAt?: number;
}

/** That a window does not take place, or not any longer; kept beside the window, which stays as it was announced. */
export interface Cancellation {
  readonly id: string;
  /** The id of the window. */
  readonly cancels: string;
  readonly customer: string;
  readonly at: number;
  readonly actor: Actor;
}

/**
 * What of a window counts as it was known at `now`: nothing of one that was cancelled before it started, and of one that
 * was cancelled while it lasted what was over by then.
 */
export function inEffect(window: MaintenanceWindow, now: number): MaintenanceWindow | undefined {
  const { cancelledAt, start, end } = window;
  if (cancelledAt === undefined || cancelledAt > now || cancelledAt >= end) return window;
  return cancelledAt <= start ? undefined : { ...window, end: cancelledAt };
}

/** The windows among entries of their chain, each with its cancellation if there was one. */
export function withCancellations(
  entries: readonly (MaintenanceWindow | Cancellation)[],
): readonly MaintenanceWindow[] {
  const cancelled = new Map(
    entries.flatMap((entry) => ('cancels' in entry ? [[entry.cancels, entry.at]] : [])),
  );
  return entries.flatMap((entry) => {
    if ('cancels' in entry) return [];
    const cancelledAt = cancelled.get(entry.id);
    return [cancelledAt === undefined ? entry : { ...entry, cancelledAt }];
  });
}

/** Whether a window covers an incident's customer, and its host or application (service.md rule 8). */
export function covers(
  window: MaintenanceWindow,
  { raised }: { readonly raised: Pick<Incident['raised'], 'customer' | 'host' | 'application'> },
): boolean {
  if (window.customer !== raised.customer) return false;
  const { hosts, applications } = window;
  if (hosts.length === 0 && applications.length === 0) return true;
  return (
    (raised.host !== null && hosts.includes(raised.host)) ||
    (raised.application !== null && applications.includes(raised.application))
  );
}
