import type { ServiceCalendar } from '../sla/calendar.ts';
import { planInForce } from '../sla/version.ts';
import type { Inventory } from './inventory/model.ts';

/** The calendar of each plan by the plan's name, as it is at an instant; of a plan that is yet to come, its first. */
export function calendarsInForce(
  { plans }: Pick<Inventory, 'plans'>,
  now: number,
): readonly (readonly [plan: string, calendar: ServiceCalendar])[] {
  return [...plans].flatMap(([name, versions]) => {
    const plan = planInForce(versions, now) ?? versions[0]?.plan;
    return plan === undefined ? [] : [[name, plan.calendar] as const];
  });
}
