import type { Inventory } from '../../nagios-config/inventory/model.ts';
import { canonicalJson, digestOf } from '../incident/chain.ts';
import type { MaintenanceWindow } from '../maintenance.ts';
import { ConflictError, type Store } from '../store/store.ts';

/** What became of the windows of an inventory. */
interface FollowedWindows {
  readonly announced: readonly MaintenanceWindow[];
  readonly cancelled: readonly MaintenanceWindow[];
}

/**
 * Announces the maintenance windows of the inventory that the store does not have yet, and cancels those of an earlier
 * inventory that are no longer in it and have not begun; what has begun stays. A window is known by what it says: one
 * that is changed is another one. One said to be announced later than `now` is announced now, and so is one that comes
 * back after it was cancelled.
 */
export async function followInventoryWindows(
  store: Pick<Store, 'announce' | 'cancel' | 'maintenance'>,
  inventory: Inventory,
  now: number,
): Promise<FollowedWindows> {
  const kept = (await store.maintenance()).filter(isOfInventory);
  const wanted = windowsOf(inventory);
  const announced: MaintenanceWindow[] = [];
  for (const window of missingOf(wanted, kept, now)) {
    if (await unlessTaken(store.announce(window))) announced.push(window);
  }
  const cancelled: MaintenanceWindow[] = [];
  for (const window of surplusOf(wanted, kept, now)) {
    const { id, customer } = window;
    const cancellation = { id: `${id} cancelled`, cancels: id, customer, at: now, actor };
    if (await unlessTaken(store.cancel(cancellation))) cancelled.push(window);
  }
  return { announced, cancelled };
}

const actor = { kind: 'gateway' } as const;

function windowsOf({ customers }: Inventory): readonly MaintenanceWindow[] {
  return [...customers.values()].flatMap(({ id: customer, maintenance }) =>
    maintenance.map((window) => {
      const said = { customer, ...window };
      const id = `inventory-${digestOf(canonicalJson(said)).slice(0, 20)}`;
      return { id, ...said, actor };
    }),
  );
}

function isOfInventory({ id, actor }: MaintenanceWindow): boolean {
  return actor.kind === 'gateway' && id.startsWith('inventory-');
}

/** Those that are to be announced, as they are announced at `now`. */
function missingOf(
  wanted: readonly MaintenanceWindow[],
  kept: readonly MaintenanceWindow[],
  now: number,
): readonly MaintenanceWindow[] {
  return wanted.flatMap((window) => {
    const before = kept.filter(({ id }) => firstId(id) === window.id);
    if (before.length === 0) return [{ ...window, announcedAt: Math.min(window.announcedAt, now) }];
    if (before.some(({ cancelledAt }) => cancelledAt === undefined)) return [];
    return [{ ...window, id: `${window.id}-${before.length + 1}`, announcedAt: now }];
  });
}

/** Those that are announced, have not begun at `now`, and are not wanted any longer. */
function surplusOf(
  wanted: readonly MaintenanceWindow[],
  kept: readonly MaintenanceWindow[],
  now: number,
): readonly MaintenanceWindow[] {
  const ids = new Set(wanted.map(({ id }) => id));
  return kept.filter(
    ({ id, start, cancelledAt }) =>
      !ids.has(firstId(id)) && cancelledAt === undefined && start > now,
  );
}

/** The id under which a window was announced first; it has a number when it was announced again. */
function firstId(id: string): string {
  return id.replace(/^(inventory-[0-9a-f]{20})-\d+$/, '$1');
}

/** Whether it was done; it was not where another gateway on the same store was quicker. */
async function unlessTaken(doing: Promise<void>): Promise<boolean> {
  try {
    await doing;
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}
