import type { PassiveCheck } from '../../plugins/wire/passive-check.ts';
import { splitOutput } from '../../plugins/wire/plugin-output.ts';
import type { RefusalReason } from '../door/door.ts';
import type { PassiveResult } from '../signal.ts';
import { stateOf } from './return-code.ts';

/** What a receiver makes of one record: the signal that it is, or why it is not taken, as a sentence. */
export type Received =
  | { readonly kind: 'result'; readonly result: PassiveResult }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly why: string };

/** A check as a wire format has it, as the signal that it is; malformed with a return code that a host cannot have. */
export function resultOf(
  { host, service, code, output, at }: PassiveCheck,
  source: string,
): Received {
  const state = stateOf(service, code);
  if (state === undefined) return refusal('malformed', `a host has no status ${code}`);
  // A repeat changes nothing: the same state is no news, and one that was overtaken is late.
  const signal = {
    kind: 'result',
    source,
    host,
    service,
    state,
    ...splitOutput(output),
    at,
  } as const;
  return { kind: 'result', result: { ...signal, keys: [] } };
}

/** Why a record is not taken. */
export function refusal(reason: RefusalReason, why: string): Received {
  return { kind: 'refused', reason, why };
}
