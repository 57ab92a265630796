import { lookup } from 'node:dns';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';

/** Throws when an address is of this machine, of a private network, or of any other kind that no public receiver has. */
export function refusePrivate(address: string): void {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (!specialAddresses().check(address, family)) return;
  throw new Error(`its address, ${address}, is private: allow that with "private: true"`);
}

/** As `dns.lookup`, but fails where a name leads to such an address: what is connected to is what was judged. */
export const lookupPublic: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '');
    try {
      for (const { address } of addresses) refusePrivate(address);
    } catch (refusal) {
      return callback(refusal as Error, '');
    }
    const [first] = addresses;
    if (options.all === true) return callback(null, addresses);
    return callback(null, first?.address ?? '', first?.family);
  });
};

/** RFC 6890, and the multicast and reserved ranges above it; addresses of IPv4 in IPv6 are judged as what they stand for. */
function specialAddresses(): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of specialIpv4) list.addSubnet(net, prefix, 'ipv4');
  for (const [net, prefix] of specialIpv6) list.addSubnet(net, prefix, 'ipv6');
  return list;
}

const specialIpv4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const;

const specialIpv6 = [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const;
