import { type Ere, linearForm } from '../check/ere.ts';
import { prepareMatching } from '../check/matching.ts';
import type { Memory } from '../check/memory.ts';

/** Whether a whole argument from the network matches; what cannot be found out in time does not. Never rejects. */
export type ArgumentPattern = (
  value: string,
  context: { readonly memory: Memory; readonly signal?: AbortSignal },
) => boolean | Promise<boolean>;

/**
 * Reads a JavaScript expression (as with the flag `u`) that a whole argument must match; undefined for what is none.
 * No expression and no argument can hold up the agent: an engine that takes linear time matches most of them, and
 * another thread, for two seconds at most, the rest (back references, look-around, `\\p{…}`).
 */
export function argumentPattern(text: string): ArgumentPattern | undefined {
  const source = `^(?:${text})$`;
  const plain = compile(source);
  // By itself too: "a)|(b" has a meaning between these brackets only.
  if (plain === undefined || compile(text) === undefined) return undefined;
  const linear = needsUnicode.test(text) ? undefined : linearForm(source, '');
  const slow: Ere = { matches: (value) => plain.test(value), isLinear: false, source, flags: 'u' };
  return (value, { memory, signal }) => {
    if (linear !== undefined && !surrogate.test(value)) return linear.test(value);
    const late = AbortSignal.timeout(patience);
    const end = signal === undefined ? late : AbortSignal.any([signal, late]);
    return prepareMatching([slow], [value], { memory, signal: end }).then(
      (matches) => matches(slow, value),
      () => false,
    );
  };
}

/** Milliseconds. */
const patience = 2000;

// What means something else to the engine of linear time, which knows nothing of the flag u.
const needsUnicode = /\\[pPu]\{|[\uD800-\uDFFF]/;
const surrogate = /[\uD800-\uDFFF]/;

function compile(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'u');
  } catch {
    return undefined;
  }
}
