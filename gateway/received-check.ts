import type { PassiveCheck } from '../plugins/wire/passive-check.ts';
import { splitOutput } from '../plugins/wire/plugin-output.ts';
import { stateOf } from './return-code.ts';
import type { PassiveResult } from './signal.ts';

/** A check as a wire format has it, as the signal that it is; undefined for a return code that a host cannot have. */
export function resultOf(
  { host, service, code, output, at }: PassiveCheck,
  source: string,
): PassiveResult | undefined {
  const state = stateOf(service, code);
  if (state === undefined) return undefined;
  // A repeat changes nothing: the same state is no news, and one that was overtaken is late.
  return { kind: 'result', source, host, service, state, ...splitOutput(output), at, keys: [] };
}
