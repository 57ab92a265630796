import type { Customer, Inventory } from '../nagios-config/inventory/model.ts';
import { proposeSeverity } from '../nagios-config/inventory/severity.ts';
import { customerOfHost, unmetPreconditions } from '../nagios-config/inventory.ts';
import { builtInPlans, type Plan, standard } from '../sla/plan.ts';
import type { Opening } from './command.ts';
import type { Directory, ReportedThing } from './directory.ts';
import { type AlertState, isFine, type Watched } from './signal.ts';
import { type WrittenTerms, writeTerms } from './terms.ts';

/** A directory and the terms that its openings name. */
export interface InventoryDirectory extends Directory {
  readonly terms: readonly WrittenTerms[];
}

/** What an inventory says of each alert and report; `plans` are those that it may name. */
export function inventoryDirectory(
  inventory: Inventory,
  plans: ReadonlyMap<string, Plan> = builtInPlans,
): InventoryDirectory {
  const written = new Map([...plans].map(([name, plan]) => [name, writeTerms(plan)]));
  const fallback = written.get(standard.name) ?? writeTerms(standard);
  const termsOf = (customer: Customer | undefined) =>
    (customer && written.get(customer.plan)) ?? fallback;
  return {
    terms: [...written.values(), fallback],
    openingForAlert: (watched, state) => {
      const customer = customerOfHost(inventory, watched.host);
      return {
        ...ownership(inventory, customer, watched),
        ...proposal(inventory, customer, watched, state),
        terms: termsOf(customer).digest,
      };
    },
    openingForReport: (id, watched) => {
      const customer = inventory.customers.get(id);
      if (customer === undefined) return undefined;
      const terms = termsOf(customer).digest;
      return { ...ownership(inventory, customer, watched), ...unclassified, terms };
    },
  };
}

/** Until whoever raised it says how grave it is: moderate. */
const unclassified = { severity: 'C', because: 'nobody has said yet how grave it is' } as const;

function ownership(inventory: Inventory, customer: Customer | undefined, watched: ReportedThing) {
  const host = watched.host === null ? undefined : inventory.hosts.get(watched.host);
  const service = host?.services.find(({ name }) => name === watched.service);
  return {
    customer: customer?.id ?? null,
    application: service?.application?.key ?? null,
    notGuaranteed:
      customer === undefined
        ? [`the host "${watched.host}" is in no customer's inventory`]
        : unmetPreconditions(customer),
  };
}

function proposal(
  inventory: Inventory,
  customer: Customer | undefined,
  { host, service }: Watched,
  state: AlertState,
): Pick<Opening, 'severity' | 'because'> {
  if (isFine(state)) return unclassified;
  const about = service === null ? { host } : { host, service };
  return proposeSeverity(inventory, { customer: customer?.id ?? '', ...about, state });
}
