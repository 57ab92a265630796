import type { Host, Inventory, Product } from '../inventory/model.ts';
import { products } from '../inventory/words.ts';
import { type NagiosObject, nagiosObject } from '../objects.ts';
import { names } from './names.ts';

/** A group of hosts or of services; who belongs to it is said at the host or service. */
export interface Group {
  readonly kind: 'host' | 'service';
  readonly name: string;
  readonly alias: string;
}

/** One group for each customer, one for each product, and each customer's own of a product. */
export function groupNames(inventory: Inventory): readonly Group[] {
  const customers = [...inventory.customers.values()];
  const inUse = productsOn([...inventory.hosts.values()]);
  return [
    ...customers.flatMap(({ id, name }) => both(id, name)),
    ...inUse.flatMap((product) => both(names.everyHost(product), `Every ${product}`)),
    ...ownGroups([...inventory.hosts.values()]),
    ...customers.flatMap(({ id, name, hosts }) =>
      productsOn(hosts).map((product): Group => {
        return {
          kind: 'service',
          name: names.applicationOf(id, product),
          alias: `${product} of ${name}`,
        };
      }),
    ),
  ];
}

/** The groups as Nagios knows them. */
export function groups(inventory: Inventory): readonly NagiosObject[] {
  return groupNames(inventory).map(({ kind, name, alias }) =>
    nagiosObject(`${kind}group`, { [`${kind}group_name`]: name, alias }),
  );
}

/** The groups that hosts and services name themselves. */
function ownGroups(hosts: readonly Host[]): readonly Group[] {
  const ofServices = hosts.flatMap(({ services }) =>
    services.flatMap(({ extra }) => extra?.groups ?? []),
  );
  const named = (kind: Group['kind'], all: readonly string[]) =>
    [...new Set(all)].toSorted().map((name) => ({ kind, name, alias: name }));
  return [
    ...named(
      'host',
      hosts.flatMap(({ groups }) => groups),
    ),
    ...named('service', ofServices),
  ];
}

function both(name: string, alias: string): readonly Group[] {
  return [
    { kind: 'host', name, alias },
    { kind: 'service', name, alias },
  ];
}

function productsOn(hosts: readonly Host[]): readonly Product[] {
  const found = new Set(
    hosts.flatMap(({ applications }) => applications.map(({ product }) => product)),
  );
  return products.filter((product) => found.has(product));
}
