import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { CustomText } from '../../settings/custom.ts';

/** Who may connect: an address, a network (`192.0.2.0/24`, `2001:db8::/32`), or a name that is looked up. */
export type AllowedAddress =
  | { readonly kind: 'network'; readonly address: string; readonly prefix: number }
  | { readonly kind: 'name'; readonly name: string };

/** Whether an address may connect. Rejects never: a name that cannot be looked up allows nobody. */
export type IsAllowed = (address: string) => boolean | Promise<boolean>;

/** One of `allowed` in agent.yaml. */
export function AllowedAddressText() {
  return CustomText<AllowedAddress>(
    { description: '192.0.2.0/24' },
    'an address, a network such as 192.0.2.0/24, or a name',
    parseAllowed,
  );
}

/** What a text allows; undefined when it is none of an address, a network and a name. */
export function parseAllowed(text: string): AllowedAddress | undefined {
  const [address = '', digits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family !== 0 && rest.length === 0) {
    const bits = family === 4 ? 32 : 128;
    const prefix = digits === undefined ? bits : prefixOf(digits, bits);
    return prefix === undefined ? undefined : { kind: 'network', address, prefix };
  }
  const name = /^(?=.*[a-z])[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_.])?$/i.test(text);
  return name && !text.includes('..') ? { kind: 'name', name: text } : undefined;
}

/** Judges by a list. Names are looked up when nothing else allows an address, and again after a minute (`now` in ms). */
export function allowedBy(
  list: readonly AllowedAddress[],
  now: () => number,
  resolve: (name: string) => Promise<readonly string[]> = addressesOf,
): IsAllowed {
  const networks = new BlockList();
  for (const entry of list) {
    if (entry.kind === 'network') {
      networks.addSubnet(entry.address, entry.prefix, familyOf(entry.address));
    }
  }
  const names = list.flatMap((entry) => (entry.kind === 'name' ? [entry.name] : []));
  const lookups = names.map((name) => remembered(() => resolve(name), now));
  return (address) => {
    const [plain = ''] = address.replace(/^::ffff:(?=\d+\.)/, '').split('%');
    if (isIP(plain) === 0) return false;
    if (networks.check(plain, familyOf(plain))) return true;
    if (lookups.length === 0) return false;
    return Promise.all(lookups.map((look) => look())).then((found) => found.flat().includes(plain));
  };
}

/** How long an answer of the name service counts, in milliseconds. */
const memory = 60_000;

/** Asks once a minute at most; while nobody answers, what was last known counts. */
function remembered(look: () => Promise<readonly string[]>, now: () => number) {
  let known: readonly string[] = [];
  let until = Number.NEGATIVE_INFINITY;
  let asking: Promise<readonly string[]> | undefined;
  return async () => {
    if (now() < until) return known;
    asking ??= look()
      .then(
        (found) => {
          known = found;
          until = now() + memory;
          return found;
        },
        () => known,
      )
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
}

async function addressesOf(name: string): Promise<readonly string[]> {
  const found = await lookup(name, { all: true });
  return found.map(({ address }) => address);
}

function prefixOf(digits: string, most: number): number | undefined {
  const prefix = /^\d{1,3}$/.test(digits) ? Number(digits) : Number.NaN;
  return prefix <= most ? prefix : undefined;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}
