import type { Inventory } from '../../../nagios-config/inventory/model.ts';

/** The names that pages show for the keys of the inventory. */
export interface Names {
  readonly customer: (id: string | null) => string;
}

/** The names of an inventory; a key that is no longer in it shows itself. */
export function namesIn({ customers }: Inventory): Names {
  return {
    customer: (id) => (id === null ? 'no known customer' : (customers.get(id)?.name ?? id)),
  };
}
