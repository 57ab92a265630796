import { compileEre, type Ere } from '../check/ere.ts';
import { EreError } from '../check/ere-error.ts';
import type { Status } from '../check/status.ts';
import { UsageError } from '../check/usage-error.ts';
import type { Pattern } from './plan.ts';

/**
 * The last `-r` or `-R` among the options as they stood, with what stood before it: a `-l` lets it span lines, an
 * earlier `-R` makes it indifferent to case. Undefined when there is none. Throws a UsageError for one that is wrong.
 */
export function patternOf(
  options: readonly { readonly option: string; readonly text: string }[],
  inverted: boolean,
  failure: Status,
): Pattern | undefined {
  let spanning = false;
  let anyCase = false;
  let expression: Ere | undefined;
  for (const { option, text } of options) {
    if (option === 'linespan') spanning = true;
    if (option === 'eregi') anyCase = true;
    if (option === 'regex' || option === 'eregi') expression = compile(text, spanning, anyCase);
  }
  return expression && { expression, inverted, failure };
}

function compile(text: string, spanning: boolean, anyCase: boolean): Ere {
  try {
    return compileEre(text, { anyCase, byLine: !spanning });
  } catch (error) {
    if (!(error instanceof EreError)) throw error;
    throw new UsageError(`Could Not Compile Regular Expression: ${error.message}: "${text}"`);
  }
}
