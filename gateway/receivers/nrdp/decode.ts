import type { Decoded, PassiveCheck } from '../../../plugins/wire/passive-check.ts';
import type { Door } from '../../door/door.ts';
import { type Received, refusal, resultOf } from '../../results/received-check.ts';
import type { NrdpToken } from './config.ts';

/** Judges one of the results that were read, by whose hosts a token may speak for. */
export function decodeCheck(
  check: Decoded<PassiveCheck>,
  { customer, hosts }: NrdpToken,
  { customerOf }: Pick<Door, 'customerOf'>,
): Received {
  if (check.kind === 'wrong') return refusal('malformed', check.why);
  const { host } = check.value;
  const isAllowed = hosts?.some((pattern) => pattern.matches(host)) ?? true;
  return isAllowed && customerOf(host) === customer
    ? resultOf(check.value, `nrdp:${customer}`)
    : refusal('not allowed', `not a host of this token: ${JSON.stringify(host)}`);
}
