import { followInventoryWindows } from '../directory/inventory-windows.ts';
import type { Sending } from '../outbox/sending.ts';
import type { Ground } from './ground.ts';

/** Announces and cancels maintenance windows as the inventory in force has them, and logs each. */
export async function followWindows(
  { current, log, now }: Pick<Ground, 'current' | 'log' | 'now'>,
  { announcing }: Pick<Sending, 'announcing'>,
): Promise<void> {
  const followed = await followInventoryWindows(announcing, current.inventory(), now());
  for (const { id, customer } of followed.announced) {
    log.info({ id, customer }, 'announced a maintenance window of the inventory');
  }
  for (const { id, customer } of followed.cancelled) {
    log.info({ id, customer }, 'cancelled a maintenance window that is no longer in the inventory');
  }
}
