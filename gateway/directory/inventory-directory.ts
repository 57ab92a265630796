import type { Customer, Inventory } from '../../nagios-config/inventory/model.ts';
import { proposeSeverity } from '../../nagios-config/inventory/severity.ts';
import { customerOfHost, unmetPreconditions } from '../../nagios-config/inventory.ts';
import { type Plan, standard } from '../../sla/plan.ts';
import { planInForce } from '../../sla/version.ts';
import type { Opening } from '../command.ts';
import { type WrittenTerms, writeTerms } from '../incident/terms.ts';
import {
  defaultRules,
  expectedFromTheStart,
  judgingOf,
  type ResultRules,
} from '../results/rules.ts';
import { type AlertState, isFine, type Watched } from '../signal.ts';
import type { Directory, Reported } from './directory.ts';

/** A directory, the terms that its openings name, and what must be heard of even if it has never spoken. */
export interface InventoryDirectory extends Directory {
  readonly terms: readonly WrittenTerms[];
  readonly expected: readonly Watched[];
}

/** What an inventory, and the rules about results, say of each alert, result and report. */
export function inventoryDirectory(
  inventory: Inventory,
  results: ResultRules = defaultRules,
): InventoryDirectory {
  const written = new Map<Plan, WrittenTerms>();
  for (const { plan } of [...inventory.plans.values()].flat()) written.set(plan, writeTerms(plan));
  const fallback = writeTerms(standard);
  const termsOf = (customer: Customer | undefined, raisedAt: number) => {
    const versions = inventory.plans.get(customer?.plan ?? standard.name) ?? [];
    const plan = planInForce(versions, raisedAt);
    return ((plan && written.get(plan)) ?? fallback).digest;
  };
  return {
    terms: [...written.values(), fallback],
    expected: expectedFromTheStart(inventory, results),
    judging: (watched) => judgingOf(inventory, results, watched),
    parentsOf: (host) => inventory.hosts.get(host)?.parents ?? [],
    customerOf: (host) => customerOfHost(inventory, host)?.id ?? null,
    openingForAlert: (alert, raisedAt) => {
      const customer = customerOfHost(inventory, alert.host);
      const terms = termsOf(customer, raisedAt);
      return {
        ...ownership(inventory, customer, alert),
        ...proposal(inventory, customer, alert),
        terms,
      };
    },
    openingForReport: (report, raisedAt) => {
      const customer = inventory.customers.get(report.customer);
      if (customer === undefined) return undefined;
      const terms = termsOf(customer, raisedAt);
      return { ...ownership(inventory, customer, report), ...unclassified, terms };
    },
  };
}

/** Until whoever raised it says how grave it is: moderate. */
const unclassified = { severity: 'C', because: 'nobody has said yet how grave it is' } as const;

function ownership(
  inventory: Inventory,
  customer: Customer | undefined,
  watched: Omit<Reported, 'customer'>,
) {
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
  { host, service, state }: Watched & { readonly state: AlertState },
): Pick<Opening, 'severity' | 'because'> {
  if (isFine(state)) return unclassified;
  const about = service === null ? { host } : { host, service };
  return proposeSeverity(inventory, { customer: customer?.id ?? '', ...about, state });
}
