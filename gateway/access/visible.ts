import type { Inventory } from '../../nagios-config/inventory/model.ts';
import type { IncidentReader, IncidentView } from '../incident/incident-reader.ts';
import { isInternal } from '../incident/internal.ts';
import { type Viewer, visibleTo } from './viewer.ts';

/**
 * A reader that gives a viewer only what is visible to them; what is not does not exist for them. A customer's contact
 * gets each incident without what is the helpdesk's own.
 */
export function visibleReader(
  reader: IncidentReader,
  viewer: Viewer,
): Pick<IncidentReader, 'list' | 'incident'> {
  const isVisible = visibleTo(viewer);
  return {
    list: async (filter, now) => {
      if (viewer.role !== 'customer') return reader.list(filter, now);
      const customer = filter.customer ?? viewer.customer;
      if (customer === null || !isVisible({ customer })) return [];
      return (await reader.list({ ...filter, customer }, now)).map(withoutInternals);
    },
    incident: async (id, now) => {
      const view = await reader.incident(id, now);
      if (view === undefined || !isVisible(view.incident.raised)) return undefined;
      return viewer.role === 'customer' ? withoutInternals(view) : view;
    },
  };
}

function withoutInternals(view: IncidentView): IncidentView {
  return { ...view, events: view.events.filter((event) => !isInternal(event)) };
}

/** An inventory with only the customers, and their hosts, that are visible to a viewer. */
export function visibleInventory(inventory: Inventory, viewer: Viewer): Inventory {
  const isVisible = visibleTo(viewer);
  const customers = [...inventory.customers].filter(([customer]) => isVisible({ customer }));
  const hosts = [...inventory.hosts].filter(([, host]) => isVisible(host));
  return { ...inventory, customers: new Map(customers), hosts: new Map(hosts) };
}
