import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** Which addresses are wanted: IPv4, IPv6 or, with 0, either. */
export type Family = 0 | 4 | 6;

/** What a host name stands for: its addresses in the resolver's order, at least one, or why there is none. */
export type Resolution =
  | { readonly addresses: readonly [LookupAddress, ...LookupAddress[]] }
  | { readonly reason: string };

/** Asks the system's resolver for `host`, a name or an address. A failure has the words of gai_strerror(3). */
export async function resolveHost(host: string, family: Family): Promise<Resolution> {
  const own = isIP(host);
  if (own !== 0) {
    if (family !== 0 && own !== family) return { reason: reasons.EAI_ADDRFAMILY };
    return { addresses: [{ address: host, family: own }] };
  }
  // Node's look-up refuses an empty name.
  if (host === '') return { reason: reasons.ENOTFOUND };
  try {
    const [first, ...rest] = await lookup(host, { all: true, family, verbatim: true });
    return first === undefined ? { reason: reasons.ENOTFOUND } : { addresses: [first, ...rest] };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

const reasons = {
  EAI_ADDRFAMILY: 'Address family for hostname not supported',
  ENOTFOUND: 'Name or service not known',
  EAI_AGAIN: 'Temporary failure in name resolution',
  EAI_FAIL: 'Non-recoverable failure in name resolution',
} as const;

function reasonOf(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  const known = Object.entries(reasons).find(([name]) => name === code);
  return known?.[1] ?? (error instanceof Error ? error.message : String(error));
}
