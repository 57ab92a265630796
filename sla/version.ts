import type { Plan } from './plan.ts';

/** A version of a plan and the instant (epoch milliseconds) from which incidents are raised under it; `null` is from ever. */
export interface PlanVersion {
  readonly from: number | null;
  readonly plan: Plan;
}

/** The version (of those in order) under which an incident that was raised at an instant stays; `undefined` before the first. */
export function planInForce(versions: readonly PlanVersion[], raisedAt: number): Plan | undefined {
  return versions.findLast(({ from }) => from === null || from <= raisedAt)?.plan;
}
