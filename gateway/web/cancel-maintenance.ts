import { type Viewer, visibleTo } from '../access/viewer.ts';
import type { Actor } from '../incident-event.ts';
import type { MaintenanceWindow } from '../maintenance.ts';
import { ConflictError, type Store } from '../store/store.ts';

/** What became of a cancellation: the window as it is now, or why it cannot be cancelled. */
export type Cancelled =
  | { readonly window: MaintenanceWindow }
  | { readonly missing: string }
  | { readonly refused: string };

/** Cancels a window that a viewer sees and that is not over; what is over stays as it was. */
export async function cancelMaintenance(
  id: string,
  { viewer, actor, now }: { readonly viewer: Viewer; readonly actor: Actor; readonly now: number },
  store: Pick<Store, 'maintenance' | 'cancel'>,
): Promise<Cancelled> {
  const all = await store.maintenance();
  const window = all.filter(visibleTo(viewer)).find((each) => each.id === id);
  if (window === undefined)
    return { missing: `there is no maintenance window ${JSON.stringify(id)}` };
  if (window.end <= now) return { refused: 'this window is over: what it excluded stays excluded' };
  const { customer } = window;
  try {
    await store.cancel({ id: `${id} cancelled`, cancels: id, customer, at: now, actor });
  } catch (error) {
    if (error instanceof ConflictError) return { refused: error.message };
    throw error;
  }
  return { window: { ...window, cancelledAt: now } };
}
