import type { Place } from './plan.ts';

/** A cookie as Netscape's cookie file has it; `expires` is epoch seconds, 0 for the end of the session. */
export interface Cookie {
  readonly domain: string;
  /** Also for the names under `domain`. */
  readonly subdomains: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly expires: number;
  readonly name: string;
  readonly value: string;
}

/** Reads Netscape's format, seven columns with tabs between; lines that are none are left out. */
export function parseCookieFile(text: string): readonly Cookie[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [domain = '', subdomains, path, secure, expires, name, value] = line
      .replace(/^#HttpOnly_/, '')
      .split('\t');
    if (domain.startsWith('#') || path === undefined || name === undefined) return [];
    return {
      domain: domain.replace(/^\./, ''),
      subdomains: subdomains === 'TRUE',
      path,
      secure: secure === 'TRUE',
      expires: Number(expires) || 0,
      name,
      value: value ?? '',
    };
  });
}

/** Writes Netscape's format. */
export function formatCookieFile(cookies: readonly Cookie[]): string {
  const flag = (set: boolean) => (set ? 'TRUE' : 'FALSE');
  const lines = cookies.map(({ domain, subdomains, path, secure, expires, name, value }) =>
    [
      subdomains ? `.${domain}` : domain,
      flag(subdomains),
      path,
      flag(secure),
      expires,
      name,
      value,
    ].join('\t'),
  );
  return ['# Netscape HTTP Cookie File', ...lines, ''].join('\n');
}

/** The Cookie field for `place`; undefined when no cookie is for it. */
export function cookieField(
  cookies: readonly Cookie[],
  place: Place,
  seconds: number,
): string | undefined {
  const path = pathOf(place);
  const own = cookies.filter(
    (cookie) =>
      isFor(cookie, hostOf(place)) &&
      (path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, '/'))) &&
      (place.secure || !cookie.secure) &&
      (cookie.expires === 0 || cookie.expires > seconds),
  );
  return own.length === 0 ? undefined : own.map(({ name, value }) => `${name}=${value}`).join('; ');
}

/** `cookies` with those that the fields of an answer from `place` set, replace or let expire (RFC 6265). */
export function takeCookies(
  cookies: readonly Cookie[],
  fields: string,
  place: Place,
  seconds: number,
): readonly Cookie[] {
  return setCookieLines(fields).reduce((jar, line) => {
    const cookie = parseSetCookie(line, place, seconds);
    if (cookie === undefined) return jar;
    const others = jar.filter(
      ({ domain, path, name }) =>
        domain !== cookie.domain || path !== cookie.path || name !== cookie.name,
    );
    return cookie.expires !== 0 && cookie.expires <= seconds ? others : [...others, cookie];
  }, cookies);
}

function setCookieLines(fields: string): string[] {
  return fields
    .split('\n')
    .flatMap((line) => /^set-cookie\s*:\s*(.*)$/i.exec(line.trim())?.[1] ?? []);
}

function parseSetCookie(line: string, place: Place, seconds: number): Cookie | undefined {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const [, name, value] = /^([^=\t]+)=([^\t]*)$/.exec(pair) ?? [];
  if (name === undefined || value === undefined) return undefined;
  const attribute = (wanted: string) => {
    const found = attributes.find((text) => text.split('=', 1)[0]?.toLowerCase() === wanted);
    return found?.slice(wanted.length + 1);
  };
  const domain = attribute('domain')?.replace(/^\./, '').toLowerCase();
  if (domain && !isFor({ domain, subdomains: true }, hostOf(place))) return undefined;
  const path = attribute('path');
  return {
    domain: domain || hostOf(place),
    subdomains: Boolean(domain),
    path: path?.startsWith('/') ? path : directoryOf(place),
    secure: attribute('secure') !== undefined,
    expires: expiryOf(attribute('max-age'), attribute('expires'), seconds),
    name,
    value,
  };
}

function expiryOf(maxAge: string | undefined, expires: string | undefined, seconds: number) {
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return Math.max(1, seconds + Number(maxAge));
  const date = Date.parse(expires ?? '');
  return Number.isNaN(date) ? 0 : Math.max(1, Math.floor(date / 1000));
}

function isFor({ domain, subdomains }: Pick<Cookie, 'domain' | 'subdomains'>, host: string) {
  return host === domain || (subdomains && host.endsWith(`.${domain}`));
}

function hostOf({ host, address }: Place): string {
  return (host ?? address).toLowerCase();
}

function pathOf({ url }: Place): string {
  return url.split(/[?#]/, 1)[0] ?? '/';
}

function directoryOf(place: Place): string {
  const path = pathOf(place);
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
