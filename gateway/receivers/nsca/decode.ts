import { decodeNscaPacket } from '../../../plugins/wire/nsca.ts';
import { type Received, refusal, resultOf } from '../../results/received-check.ts';
import type { NscaConfig } from './config.ts';

/** How far in the future a packet may be, in milliseconds: clocks differ. */
export const ahead = 5_000;

/** What a packet is judged by besides itself; `now` is epoch milliseconds. */
export interface PacketRules extends Pick<NscaConfig, 'max_age' | 'hosts'> {
  readonly now: number;
}

/** Reads a plain packet and judges its age and its host. After a wrong password every packet is unauthenticated. */
export function decodePacket(plain: Buffer, { max_age, hosts, now }: PacketRules): Received {
  const decoded = decodeNscaPacket(plain);
  if (decoded.kind === 'wrong') {
    const isForged = decoded.why.includes('checksum');
    return refusal(isForged ? 'unauthenticated' : 'malformed', decoded.why);
  }
  const { host, at } = decoded.value;
  if (at < now - max_age || at > now + ahead) {
    return refusal('stale', `${JSON.stringify(host)}: ${Math.round((now - at) / 1000)} s old`);
  }
  if (hosts?.some((pattern) => pattern.matches(host)) === false) {
    return refusal('not allowed', `not a host of this door: ${JSON.stringify(host)}`);
  }
  return resultOf(decoded.value, 'nsca');
}
