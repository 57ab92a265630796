import type { Customer, Inventory } from '../../nagios-config/inventory/model.ts';
import { openTime } from '../../sla/open-time.ts';
import { type Plan, standard } from '../../sla/plan.ts';
import { planInForce } from '../../sla/version.ts';
import { localText } from '../../sla/wording.ts';

/** The plan that an incident of a customer raised at an instant (epoch milliseconds) is under. */
export function planFor({ plans }: Inventory, customer: Customer, at: number): Plan {
  return planInForce(plans.get(customer.plan) ?? [], at) ?? standard;
}

/** The next instant from which a plan's service hours are open: `at` itself while they are; null where never again. */
export function nextOpening({ calendar }: Plan, at: number): number | null {
  const opening = openTime(calendar).opening(at);
  return Number.isFinite(opening) ? opening : null;
}

/**
 * Why an incident cannot be raised by phone at an instant, as a sentence; undefined when it can: by phone only during the
 * plan's service hours. A call may be entered afterwards, so it is the time of the call that counts.
 */
export function phoneRefusal(
  inventory: Inventory,
  customer: Customer,
  at: number,
): string | undefined {
  const plan = planFor(inventory, customer, at);
  const opening = nextOpening(plan, at);
  if (opening === at) return undefined;
  const { zone } = plan.calendar;
  const next = opening === null ? 'never again' : `next open ${localText(opening, zone)}`;
  return `by phone only during the service hours of plan ${plan.name}: closed at ${localText(at, zone)}, ${next}; raise it on the web or by e-mail`;
}
