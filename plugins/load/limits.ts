import { takeOperands } from '../check/operands.ts';
import { UsageError } from '../check/usage-error.ts';
import { type Triple, type TripleLimits, tripleReader } from './triple.ts';

/** Limits of the load averages. The reference takes one that is not given for 0, and so do we. */
export interface LoadLimits {
  readonly warning: Triple;
  readonly critical: Triple;
}

/** The limits from the options or, in the old form, from the operands. Throws a UsageError for impossible ones. */
export function settleLimits(given: TripleLimits, operands: readonly string[]): LoadLimits {
  const isEmpty = given.warning === undefined && given.critical === undefined;
  if (isEmpty && operands.length === 0) {
    throw new UsageError('check_load: Could not parse arguments', ['no limits were given']);
  }
  const left = takeOperands('check_load', operands);
  const limits = {
    warning: left.orNext(given.warning, tripleReader('Warning'), '--warning') ?? zero,
    critical: left.orNext(given.critical, tripleReader('Critical'), '--critical') ?? zero,
  };
  left.end();
  rejectImpossible(limits);
  return limits;
}

const zero: Triple = [0, 0, 0];

function rejectImpossible({ warning, critical }: LoadLimits) {
  for (const [at, minutes] of [1, 5, 15].entries()) {
    const [warn, crit] = [Number(warning[at]), Number(critical[at])];
    const unspecified = `threshold for ${minutes}-minute load average is not specified`;
    const details = [`--warning: ${warn}, --critical: ${crit}`];
    if (crit < 0) throw new UsageError(`Critical ${unspecified}`, details);
    if (warn < 0) throw new UsageError(`Warning ${unspecified}`, details);
    if (warn <= crit) continue;
    throw new UsageError(
      `Parameter inconsistency: ${minutes}-minute "warning load" is greater than "critical load"`,
      details,
    );
  }
}
