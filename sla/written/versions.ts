import { dayOfDate } from '../holidays.ts';
import type { PlanVersion } from '../version.ts';
import { localTime } from '../zone.ts';
import { child, elementsOf, type Field, type Read, readDocument, wrong } from './field.ts';
import { planOf } from './plan.ts';

/**
 * Reads the versions of a plan: one plan as `readPlan` does, or a list of them in order, each but the first with `from: YYYY-MM-DD`, the
 * first day in the plan's zone on which incidents are raised under it. A version that is not numbered is named after that day.
 */
export function readPlanVersions(name: string, value: unknown): Read<readonly PlanVersion[]> {
  return readDocument(value, (document) => {
    const fields = Array.isArray(value) ? elementsOf(document) : [document];
    if (fields.length === 0) wrong(document, 'no version');
    const versions = fields.map((field, index) => versionOf(field, name, index > 0));
    for (const [index, { from }] of versions.entries()) {
      const before = versions[index - 1];
      if (before === undefined || from === null || from > (before.from ?? -Infinity)) continue;
      wrong(child(fields[index] ?? document, 'from'), 'not after the version before it');
    }
    return versions;
  });
}

function versionOf(field: Field, name: string, needsFrom: boolean): PlanVersion {
  const plan = planOf(field, name);
  const from = child(field, 'from');
  if (from.value === undefined && !needsFrom) return { from: null, plan };
  const day = typeof from.value === 'string' ? dayOfDate(from.value) : undefined;
  if (day === undefined) wrong(from, 'not a day YYYY-MM-DD');
  const start = (day ?? 0) * 86_400_000;
  return {
    from: localTime(plan.calendar.zone, start, start).instantOf(start, 'first'),
    plan:
      child(field, 'version').value === undefined ? { ...plan, version: String(from.value) } : plan,
  };
}
