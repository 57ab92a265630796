import { isIP } from 'node:net';
import { UsageError } from '../check/usage-error.ts';
import type { HttpProxy, Place, Plan } from './plan.ts';

/** Reads `[http://][USER:PASSWORD@]HOST[:PORT]`; the port defaults to 1080, as libcurl's does. */
export function readProxy(text: string, name: string): HttpProxy {
  const [, credentials, host, port = '1080'] =
    /^(?:http:\/\/)?(?:([^@/]*)@)?(\[[^\]]+\]|[^:@/]+)(?::(\d{1,5}))?\/?$/.exec(text) ?? [];
  if (host === undefined || Number(port) > 65535) {
    throw new UsageError(
      `${name}: not http://[USER:PASSWORD@]HOST[:PORT]: "${withoutPassword(text)}"`,
    );
  }
  return { host, port: Number(port), credentials: decoded(credentials, text, name) || undefined };
}

function decoded(credentials: string | undefined, text: string, name: string): string | undefined {
  try {
    return credentials && decodeURIComponent(credentials);
  } catch {
    const shown = withoutPassword(text);
    throw new UsageError(`${name}: a % that begins no %XX in USER:PASSWORD: "${shown}"`);
  }
}

/**
 * The proxy through which `place` is asked: the one of the plan, or for check_curl one that the environment names;
 * none for a host that is exempt.
 */
export function proxyFor(
  { dialect, proxy, exempt }: Plan,
  { secure, host, address }: Place,
  env: NodeJS.ProcessEnv,
): HttpProxy | undefined {
  const own = dialect === 'check_curl' ? env : {};
  const exempted = exempt ?? own.no_proxy ?? own.NO_PROXY ?? '';
  if (isExempt(host ?? address, exempted)) return undefined;
  if (proxy !== undefined) return proxy;
  // HTTP_PROXY is not looked at: a request to a CGI script can set it.
  const named = secure ? (own.https_proxy ?? own.HTTPS_PROXY) : own.http_proxy;
  const url = named || own.all_proxy || own.ALL_PROXY;
  return url ? readProxy(url, 'proxy of the environment') : undefined;
}

function isExempt(host: string, exempted: string): boolean {
  const name = host.toLowerCase();
  return exempted.split(',').some((entry) => {
    const exempt = entry.trim().toLowerCase().replace(/^\./, '');
    const isUnder = exempt !== '' && isIP(name) === 0 && name.endsWith(`.${exempt}`);
    return exempt === '*' || name === exempt || isUnder;
  });
}

function withoutPassword(text: string): string {
  return text.replace(/:[^:@/]*@/, ':***@');
}
