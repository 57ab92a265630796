import type { Status } from '../check/status.ts';
import { fieldValue, type Head } from '../host/http/head.ts';
import { addressOf, type Place, type Redirects } from './plan.ts';

/** Where a redirect leads, or why it is not followed. */
export type Turn =
  | { readonly place: Place }
  | { readonly status: Status; readonly summary: string };

/** Follows the redirect in `head`, the answer from `from` after `hops` redirects. */
export function follow(head: Head, from: Place, { mode, most }: Redirects, hops: number): Turn {
  const location = fieldValue(head.fields, 'location');
  if (location === undefined) {
    return unknown(`Could not find redirect location - ${head.statusLine}`);
  }
  const target = targetOf(location, from);
  if (target === undefined) return unknown(`Could not parse redirect location - ${location}`);
  const place = stick(target, from, mode);
  const shown = addressOf(place);
  if (hops + 1 > most) {
    const summary = `HTTP WARNING - maximum redirection depth ${most} exceeded - ${shown}`;
    return { status: 'WARNING', summary };
  }
  if (isSame(place, from)) {
    const summary = `HTTP CRITICAL - redirection creates an infinite loop - ${shown}`;
    return { status: 'CRITICAL', summary };
  }
  if (place.port > 65535) return unknown(`Redirection to port above 65535 - ${shown}`);
  return { place };
}

type Target = Pick<Place, 'secure' | 'port' | 'url'> & { readonly name: string };

// Not URL: it would rewrite a path that servers take literally.
function targetOf(location: string, from: Place): Target | undefined {
  const name = from.host ?? from.address;
  const [, scheme, authority, path] =
    /^(?:([a-z][a-z0-9+.-]*):)?\/\/([^/?#]*)([^#]*)/i.exec(location) ?? [];
  if (authority !== undefined) return elsewhere(scheme, authority, path ?? '', from);
  if (location === '' || /^[a-z][a-z0-9+.-]*:/i.test(location)) return undefined;
  const [url = ''] = location.split('#', 1);
  return { secure: from.secure, port: from.port, name, url: resolvePath(url, from.url) };
}

function elsewhere(
  scheme: string | undefined,
  authority: string,
  path: string,
  from: Place,
): Target | undefined {
  const secure = scheme === undefined ? from.secure : scheme.toLowerCase() === 'https';
  if (!secure && scheme !== undefined && scheme.toLowerCase() !== 'http') return undefined;
  const [, name, port] = /^(?:[^@]*@)?(\[[^\s\]]*\]|[^\s:@]+)(?::(\d*))?$/.exec(authority) ?? [];
  if (name === undefined) return undefined;
  const url = path.startsWith('/') ? path : `/${path}`;
  return { secure, name, port: Number(port || (secure ? 443 : 80)), url };
}

function resolvePath(path: string, base: string): string {
  if (path.startsWith('/')) return path;
  const [page = '/'] = base.split('?', 1);
  if (path.startsWith('?')) return page + path;
  return page.slice(0, page.lastIndexOf('/') + 1) + path;
}

function stick(target: Target, from: Place, mode: Redirects['mode']): Place {
  const { name, ...rest } = target;
  const foreign = from.foreign || !isAkin(target, from);
  const port = mode === 'stickyport' ? from.port : target.port;
  const address = mode === 'follow' ? name : from.address;
  return { ...rest, port, address, host: name, hostPort: undefined, foreign };
}

/** The same host, or one whose name ends in the other's, and not in the clear after TLS. */
function isAkin({ name, secure }: Target, from: Place): boolean {
  const [one, other] = [name, from.host ?? from.address].map((host) => `.${host.toLowerCase()}`);
  if (one === undefined || other === undefined || (from.secure && !secure)) return false;
  return one.endsWith(other) || other.endsWith(one);
}

function isSame(place: Place, from: Place): boolean {
  return addressOf(place) === addressOf(from) && place.address === from.address;
}

function unknown(what: string): Turn {
  return { status: 'UNKNOWN', summary: `HTTP UNKNOWN - ${what}` };
}
