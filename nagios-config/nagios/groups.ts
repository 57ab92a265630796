import type { Inventory, Product } from '../inventory/model.ts';
import { products } from '../inventory/words.ts';
import { type NagiosObject, nagiosObject } from '../objects.ts';
import { names } from './names.ts';

/** Host groups and service groups: one for each customer, one for each product, and each customer's own of a product. */
export function groups(inventory: Inventory): readonly NagiosObject[] {
  const customers = [...inventory.customers.values()];
  return [
    ...customers.flatMap(({ id, name }) => both(id, name)),
    ...products
      .filter((product) => customers.some(({ hosts }) => hosts.some((host) => runs(host, product))))
      .flatMap((product) => both(names.everyHost(product), `Every ${product}`)),
    ...customers.flatMap(({ id, name, hosts }) =>
      products
        .filter((product) => hosts.some((host) => runs(host, product)))
        .map((product) =>
          nagiosObject('servicegroup', {
            servicegroup_name: names.applicationOf(id, product),
            alias: `${product} of ${name}`,
          }),
        ),
    ),
  ];
}

function both(name: string, alias: string): readonly NagiosObject[] {
  return [
    nagiosObject('hostgroup', { hostgroup_name: name, alias }),
    nagiosObject('servicegroup', { servicegroup_name: name, alias }),
  ];
}

function runs(
  { applications }: { readonly applications: readonly { readonly product: Product }[] },
  product: Product,
): boolean {
  return applications.some((application) => application.product === product);
}
