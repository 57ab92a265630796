import type { Inventory } from '../../nagios-config/inventory/model.ts';
import { canonicalJson, digestOf } from '../incident/chain.ts';
import type { MaintenanceWindow } from '../maintenance.ts';
import { ConflictError, type Store } from '../store/store.ts';

/**
 * Announces the maintenance windows of the inventory that the store does not have yet. A window is known by what it says:
 * one that is changed in the inventory is a further window, and one that is taken out stays announced. One said to be
 * announced later than `now` is announced now.
 */
export async function announceInventoryWindows(
  store: Pick<Store, 'announce' | 'maintenance'>,
  inventory: Inventory,
  now: number,
): Promise<void> {
  const known = new Set((await store.maintenance()).map(({ id }) => id));
  for (const window of windowsOf(inventory)) {
    if (known.has(window.id)) continue;
    const announcedAt = Math.min(window.announcedAt, now);
    try {
      await store.announce({ ...window, announcedAt });
    } catch (error) {
      // Another gateway on the same store was quicker.
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}

function windowsOf({ customers }: Inventory): readonly MaintenanceWindow[] {
  return [...customers.values()].flatMap(({ id: customer, maintenance }) =>
    maintenance.map((window) => {
      const said = { customer, ...window };
      const id = `inventory-${digestOf(canonicalJson(said)).slice(0, 20)}`;
      return { id, ...said, actor: { kind: 'gateway' } };
    }),
  );
}
