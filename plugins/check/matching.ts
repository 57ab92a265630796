import type { SampleContext } from './context.ts';
import type { Ere } from './ere.ts';
import { concurrencyLimit } from './limit.ts';
import { kept } from './memory.ts';

/** Whether an expression matches a text; both are among those that it was prepared for. */
export type Matching = (expression: Ere, text: string) => boolean;

/**
 * Makes it known which of the expressions match which of the texts, so that a check can judge at once. What could
 * keep this thread for long is found out in another one, which ends with `signal`: no expression and no text can
 * make a check outlive its time or hold up the checks beside it. Rejects when the time is over.
 */
export async function prepareMatching(
  expressions: readonly Ere[],
  texts: readonly string[],
  { memory, signal }: Pick<SampleContext, 'memory' | 'signal'>,
): Promise<Matching> {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const slow = expressions.filter(({ isLinear }) => !isLinear || length > quickLength);
  if (slow.length === 0) return ({ matches }, text) => matches(text);
  const { matchApart } = await import('./match-apart.ts');
  const places = placesIn(memory);
  const found = await Promise.all(
    slow.map((expression) => places(() => matchApart(expression, texts, signal))),
  );
  const known = new Map(slow.map((expression, at) => [expression, found[at]]));
  return (expression, text) => known.get(expression)?.has(text) ?? expression.matches(text);
}

// Some hundredths of a second at the linear engine's pace.
const quickLength = 256 * 1024;

// Each thread takes some megabytes; more of them than processors would only slow each other down.
const threadsAtOnce = 4;
const threads = kept<ReturnType<typeof concurrencyLimit>>('matching: places');

function placesIn(memory: SampleContext['memory']) {
  const places = threads.recall(memory) ?? concurrencyLimit(threadsAtOnce);
  threads.keep(memory, places);
  return places;
}
