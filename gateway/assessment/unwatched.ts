import type { Host } from '../../nagios-config/inventory/model.ts';
import { deriveServices } from '../../nagios-config/inventory/services.ts';

/** What nobody watches, or what is watched and not heard of, for one reason; several things have commas between. */
export interface Unwatched {
  readonly what: string;
  readonly why: string;
}

/** When something was heard last, epoch milliseconds, and whether more should have been heard by now. */
export interface Heard {
  readonly at: number;
  readonly silent: boolean;
}

/** What of a host is not watched; `heard` holds its services of which results came in. */
export function unwatchedOn(
  host: Host,
  heard: ReadonlyMap<string, Heard>,
  now: number,
): readonly Unwatched[] {
  const all = [
    ...leftOut(host),
    ...withoutAgent(host),
    ...withoutFolder(host),
    ...quiet(host, heard, now),
  ];
  const reasons = Map.groupBy(all, ({ why }) => why);
  return [...reasons].map(([why, some]) => ({
    what: some.map(({ what }) => what).join(', '),
    why,
  }));
}

/** What the profiles of machine and applications name, and the inventory leaves out. */
function leftOut(host: Host): readonly Unwatched[] {
  const named = deriveServices({ ...host, services: {}, derived: true });
  const there = new Set(host.services.map(({ name }) => name));
  const missing = named.filter(({ name }) => !there.has(name));
  if (host.services.length === 0) {
    return [{ what: 'everything', why: 'the host has no service at all' }];
  }
  return missing.map(({ name }) => ({
    what: name,
    why: 'its profile names it, and the inventory has "derived: false" for this host',
  }));
}

function withoutAgent({ reached }: Host): readonly Unwatched[] {
  if (reached.by !== 'direct') return [];
  return [
    {
      what: 'users, load, swap, processes and disks',
      why: 'the host is looked at from outside only: without an agent nobody sees them',
    },
  ];
}

function withoutFolder({ reached, applications }: Host): readonly Unwatched[] {
  if (reached.by === 'direct') return [];
  return applications
    .filter(({ home }) => home === undefined)
    .map(({ key }) => ({
      what: `the disk of the home directory of ${key}`,
      why: 'the inventory does not say where that is',
    }));
}

function quiet(host: Host, heard: ReadonlyMap<string, Heard>, now: number): readonly Unwatched[] {
  if (heard.size === 0) return [unheardHost(host)];
  return host.services.flatMap(({ name }): readonly Unwatched[] => {
    const last = heard.get(name);
    if (last === undefined) return [{ what: name, why: 'no result of it has ever come in' }];
    if (!last.silent) return [];
    const hours = Math.floor((now - last.at) / 3_600_000);
    const ago = hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
    return [{ what: name, why: `a result is overdue: the last one came ${ago} ago` }];
  });
}

function unheardHost({ reached }: Host): Unwatched {
  const why =
    reached.by === 'passive'
      ? 'its agent has never sent a result'
      : 'no result of it has come in here: Nagios tells of trouble, but sizes and trends are unknown';
  return { what: 'results', why };
}
