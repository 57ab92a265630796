import type { Host, Inventory } from '../../nagios-config/inventory/model.ts';
import { counts } from '../../sla/maintenance.ts';
import type { MaintenanceWindow } from '../maintenance.ts';
import { ownAuthor } from './echo.ts';

/**
 * The downtimes that a maintenance window means in Nagios, as external commands: of the hosts it covers with all their
 * services, or of the services of the applications it covers. One announced too late counts for nothing, and so nothing
 * is silenced for it.
 */
export function downtimesOf(window: MaintenanceWindow, inventory: Inventory): readonly string[] {
  const customer = inventory.customers.get(window.customer);
  if (customer === undefined || !counts(window)) return [];
  const everything = window.hosts.length === 0 && window.applications.length === 0;
  return customer.hosts.flatMap((host) =>
    everything || window.hosts.includes(host.name)
      ? wholeHost(host, window)
      : services(host, window).map((name) => downtime('SVC', [host.name, name], window)),
  );
}

/** What takes the downtimes of a window out of Nagios again, were they begun or not, at an instant. */
export function withoutDowntimes(window: MaintenanceWindow, at: number): readonly string[] {
  if (!counts(window)) return [];
  const place = [Math.floor(window.start / 1000), commentOf(window)].join(';');
  return [`[${Math.floor(at / 1000)}] DEL_DOWNTIME_BY_START_TIME_COMMENT;${place}`];
}

function wholeHost({ name }: Host, window: MaintenanceWindow): readonly string[] {
  return [downtime('HOST', [name], window), downtime('HOST_SVC', [name], window)];
}

function services(host: Host, { applications }: MaintenanceWindow): readonly string[] {
  return host.services
    .filter(
      ({ application }) => application !== undefined && applications.includes(application.key),
    )
    .map(({ name }) => name);
}

/** Fixed, triggered by nothing; Nagios counts in whole seconds. */
function downtime(
  kind: 'HOST' | 'HOST_SVC' | 'SVC',
  place: readonly string[],
  window: MaintenanceWindow,
): string {
  const { announcedAt, start, end } = window;
  const [from, to] = [Math.floor(start / 1000), Math.ceil(end / 1000)];
  const fields = [from, to, 1, 0, to - from, ownAuthor, commentOf(window)];
  return `[${Math.floor(announcedAt / 1000)}] SCHEDULE_${kind}_DOWNTIME;${[...place, ...fields].join(';')}`;
}

/** By which the downtimes of a window are known again. */
function commentOf({ id, reason }: MaintenanceWindow): string {
  return `maintenance ${id}: ${reason}`.replaceAll(/[;\p{Cc}]/gu, ' ').slice(0, 500);
}
