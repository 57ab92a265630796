import type { Duty } from '../../nagios-config/inventory/duty-model.ts';
import type { Inventory } from '../../nagios-config/inventory/model.ts';
import type { Viewer } from '../access/viewer.ts';
import { visibleInventory } from '../access/visible.ts';

/** A rota, the key under which its calendar stands, and whose it is. */
export interface Rota {
  readonly key: string;
  readonly name: string;
  readonly duty: Duty;
}

/** The rota of all, and those of single customers, as far as they are visible to a viewer. */
export function rotasFor(inventory: Inventory, viewer: Viewer): readonly Rota[] {
  const { duty, customers } = visibleInventory(inventory, viewer);
  const own = [...customers.values()].flatMap((customer) =>
    customer.duty === undefined || customer.duty === duty
      ? []
      : [{ key: customer.id, name: customer.name, duty: customer.duty }],
  );
  return [...(duty === undefined ? [] : [{ key: 'all', name: 'all customers', duty }]), ...own];
}
