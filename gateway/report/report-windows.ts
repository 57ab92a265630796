import type { MaintenanceWindow } from '../maintenance.ts';

/** The windows of a customer that can say something of an incident raised at an instant (epoch milliseconds). */
export type WindowsOf = (customer: string | null, raisedAt: number) => readonly MaintenanceWindow[];

/**
 * Finds the windows among all that were ever announced. One that was over before the incident was raised, and one that
 * begins after `asOf`, change nothing of what a report tells.
 */
export function windowsFinder(windows: readonly MaintenanceWindow[], asOf: number): WindowsOf {
  const begun = windows.filter(({ start }) => start <= asOf);
  const byCustomer = Map.groupBy(begun, ({ customer }) => customer);
  return (customer, raisedAt) => {
    const all = customer === null ? undefined : byCustomer.get(customer);
    return all?.filter(({ end }) => end > raisedAt) ?? [];
  };
}
