import { readDuty } from './duty.ts';
import type { Application, Customer, Host, Inventory, Product, Reached } from './model.ts';
import type { Person } from './person.ts';
import { readPlans } from './plans.ts';
import type { CustomerEntry, HostEntry, InventoryFile } from './schema.ts';
import { deriveServices } from './services.ts';
import { products } from './words.ts';

/** The inventory that a checked file describes: defaults handed down, services derived, hosts by name. */
export function assemble(file: InventoryFile): Inventory {
  const customers = Object.entries(file.customers).map(([id, entry]) =>
    toCustomer(id, entry, file),
  );
  const hosts = customers.flatMap((customer) => customer.hosts);
  return {
    settlingMs: file.settling,
    reopeningMs: file.reopening,
    engineers: file.engineers,
    ...(file.duty !== undefined && { duty: readDuty(file.duty, file.engineers) }),
    customers: new Map(customers.map((customer) => [customer.id, customer])),
    hosts: new Map(hosts.map((host) => [host.name, host])),
    severityRules: file.severity,
    plans: readPlans(file.plans).plans,
    checks: {
      everyMs: file.checks.every,
      retryMs: file.checks.retry,
      attempts: file.checks.attempts,
    },
    nagios: file.nagios,
    agents: file.agents,
    gateway: file.gateway,
  };
}

/** The product of an application by its entry or its key, or undefined when neither says. */
export function productOf(key: string, given: Product | undefined): Product | undefined {
  return given ?? products.find((product) => product === key);
}

function toCustomer(id: string, entry: CustomerEntry, file: InventoryFile): Customer {
  const { name, plan, preconditions, contacts } = entry;
  const engineers: readonly Person[] =
    contacts.engineers.length > 0 ? contacts.engineers : file.engineers;
  const hosts = Object.entries(entry.hosts).map(([host, details]) =>
    toHost(host, id, details, {
      reached: details.reached ?? entry.reached ?? file.reached,
      limits: [file.limits, entry.limits, details.limits],
    }),
  );
  return {
    id,
    name,
    plan,
    preconditions,
    contacts: { ...contacts, engineers },
    ...dutyOf(entry, file, engineers),
    maintenance: entry.maintenance.map(({ announced, ...window }) => {
      return { announcedAt: announced, ...window };
    }),
    hosts,
  };
}

/** The customer's own rota, of its own engineers; otherwise that of all, of the engineers of all. */
function dutyOf(entry: CustomerEntry, file: InventoryFile, engineers: readonly Person[]) {
  if (entry.duty !== undefined) return { duty: readDuty(entry.duty, engineers) };
  return file.duty === undefined ? {} : { duty: readDuty(file.duty, file.engineers) };
}

/** What a host has from its customer and the inventory, unless it says otherwise itself. */
interface HandedDown {
  readonly reached: HostEntry['reached'];
  /** From the widest to the narrowest. */
  readonly limits: readonly HostEntry['limits'][];
}

function toHost(name: string, customer: string, entry: HostEntry, from: HandedDown): Host {
  const reached = toReached(from.reached);
  const applications = Object.entries(entry.applications).flatMap(([key, details]) => {
    const product = productOf(key, details.product);
    return product === undefined ? [] : [toApplication(key, product, details)];
  });
  return {
    name,
    customer,
    address: entry.address,
    alias: entry.alias ?? name,
    reached,
    parents: entry.parents,
    applications,
    services: deriveServices({ ...entry, reached, applications }),
    groups: entry.groups,
    variables: entry.variables,
    limits: from.limits,
  };
}

function toReached(how: HostEntry['reached'] = 'nrpe'): Reached {
  return typeof how === 'string' ? { by: how, port: 5666, agent: 'watchclock' } : how;
}

function toApplication(
  key: string,
  product: Product,
  entry: HostEntry['applications'][string],
): Application {
  return { ...entry, key, product, user: entry.user ?? product };
}
