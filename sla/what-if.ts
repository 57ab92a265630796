import type { WrittenEvaluation } from './written/evaluation.ts';

/** A figure that two evaluations of one history differ in; `null` for a clock that one of the plans does not have. */
export interface Difference {
  /** The name of a clock, or `updates`. */
  readonly of: string;
  /** The field of the clock; `updates` differ as a whole. */
  readonly field: string;
  readonly is: unknown;
  readonly under: unknown;
}

/** What would be otherwise had the incident been raised under another plan, or another version of its plan. */
export function differences(is: WrittenEvaluation, under: WrittenEvaluation): Difference[] {
  const names = new Set([...Object.keys(is), ...Object.keys(under)]);
  return [...names].flatMap((of) => {
    const [one, other] = [fieldsOf(is[of]), fieldsOf(under[of])];
    const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...fields]
      .map((field) => ({ of, field, is: one[field] ?? null, under: other[field] ?? null }))
      .filter((each) => JSON.stringify(each.is) !== JSON.stringify(each.under));
  });
}

function fieldsOf(part: WrittenEvaluation[string] | undefined): Readonly<Record<string, unknown>> {
  if (part === undefined) return {};
  return Array.isArray(part) ? { all: part } : { ...part };
}
