import type { KeyPath } from '../../plugins/settings/problem.ts';
import { builtInPlans } from '../../sla/plan.ts';
import type { PlanVersion } from '../../sla/version.ts';
import { readPlanVersions } from '../../sla/written/versions.ts';

/** The plans of an inventory with the built-in ones, and what is wrong with those that could not be read. */
export interface ReadPlans {
  readonly plans: ReadonlyMap<string, readonly PlanVersion[]>;
  readonly problems: readonly { readonly path: KeyPath; readonly what: string }[];
}

/** Reads the plans that an inventory writes down; one that has the name of a built-in plan stands in its place. */
export function readPlans(written: Readonly<Record<string, unknown>>): ReadPlans {
  const read = Object.entries(written).map(
    ([name, value]) => [name, readPlanVersions(name, value)] as const,
  );
  const builtIn = [...builtInPlans].map(([name, plan]) => [name, [{ from: null, plan }]] as const);
  const own = read.flatMap(([name, result]) =>
    'value' in result ? [[name, result.value] as const] : [],
  );
  const problems = read.flatMap(([name, result]) =>
    'problems' in result
      ? result.problems.map(({ path, what }) => ({ path: [name, ...path], what }))
      : [],
  );
  return { plans: new Map([...builtIn, ...own]), problems };
}
