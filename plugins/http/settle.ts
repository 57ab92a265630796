import type { Given } from '../check/options.ts';
import type { WithCommon } from '../check/plugin.ts';
import { UsageError } from '../check/usage-error.ts';
import type { HttpOptions } from './options.ts';
import { patternOf } from './pattern.ts';
import { type Dialect, type Place, type Plan, upperLimit } from './plan.ts';

type Typed = Given<WithCommon<HttpOptions>>;

/** Turns what was typed into a plan. Throws a UsageError. */
export function settlePlan(dialect: Dialect, given: Typed): Plan {
  const { values } = given;
  const { certificate, critical } = values;
  const [warningDays = 0, criticalDays = 0] = certificate ?? [];
  const slowest = upperLimit(critical) ?? 0;
  if (given.occurrences.length + given.operands.length === 0) {
    throw new UsageError(`${dialect}: Could not parse arguments`);
  }
  return {
    dialect,
    place: placeOf(dialect, given),
    family: lastGiven(given, ['use-ipv4', 'use-ipv6'], [4, 6]) ?? 0,
    tls: tlsOf(given),
    request: requestOf(dialect, given),
    proxy: values.proxy,
    exempt: values.noproxy,
    cookieJar: values['cookie-jar'],
    redirects: { mode: values.onredirect, most: values['max-redirs'] },
    expect: expectationsOf(given),
    certificate: certificate && {
      warning: warningDays,
      critical: criticalDays,
      thenPage: values['continue-after-certificate'],
    },
    limits: { warning: values.warning, critical },
    // The reference lets a request live as long as it could still be judged.
    timeoutSeconds: slowest > values.timeout ? Math.floor(slowest) + 1 : values.timeout,
    output: {
      link: lastGiven(given, ['link', 'nohtml'], [true, false]) ?? false,
      extended: values['extended-perfdata'],
      body: values['show-body'],
      verbosity: values.verbose,
    },
  };
}

function placeOf(dialect: Dialect, given: Typed): Place {
  const { values, operands } = given;
  const rest = [...operands];
  const ownAddress = values['IP-address'] ?? rest.shift();
  const named = values.hostname ?? rest.shift();
  const { name, port: hostPort } = splitHost(named ?? '');
  const host = named === undefined ? undefined : name;
  const address = ownAddress ?? host;
  if (address === undefined) {
    throw new UsageError(`${dialect}: You must specify a server address or host name`);
  }
  const secure = tlsAsked(given);
  return {
    secure,
    address,
    port: values.port ?? (overrulesPort(dialect, given) ? 443 : hostPort) ?? (secure ? 443 : 80),
    host,
    hostPort,
    url: dialect === 'check_curl' ? plainPath(values.url) : values.url,
    foreign: false,
  };
}

/** As libcurl has it: without dot segments and fragment. It refuses what holds a blank. */
function plainPath(url: string): string {
  if (!/^([/?#]|$)/.test(url) || url.includes(' ')) return url;
  if (!URL.canParse(`http://host${url}`)) return url;
  const { pathname, search } = new URL(`http://host${url}`);
  return pathname + search;
}

function splitHost(text: string): { readonly name: string; readonly port: number | undefined } {
  const [, name, port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(text) ?? [];
  return name === undefined ? { name: text, port: undefined } : { name, port: Number(port) };
}

// The port of `-H` and 443 overrule each other, except in libcurl.
function overrulesPort(dialect: Dialect, { occurrences }: Typed): boolean {
  const last = occurrences.findLast(
    ({ option, text }) =>
      asksForTls.includes(option) || (option === 'hostname' && splitHost(text).port !== undefined),
  );
  return dialect === 'check_http' && last !== undefined && last.option !== 'hostname';
}

function tlsAsked({ occurrences }: Typed): boolean {
  return occurrences.some(({ option }) => asksForTls.includes(option));
}

const asksForTls: readonly string[] = ['ssl', 'certificate', 'client-cert', 'private-key'];

function tlsOf({ values }: Typed): Plan['tls'] {
  return {
    versions: values.ssl.findLast((versions) => Object.keys(versions).length > 0) ?? {},
    certificate: values['client-cert'],
    key: values['private-key'],
    authorities: values['ca-cert'],
    verify: values['verify-cert'] || values['ca-cert'] !== undefined,
  };
}

function requestOf(dialect: Dialect, given: Typed): Plan['request'] {
  const { values } = given;
  const post = values.post[0];
  const asked = values.method ?? (post === undefined ? 'GET' : 'POST');
  const [method = '', proxied] = asked.split(':', 2);
  const plain = dialect === 'check_http' ? method : asked;
  const tunnel = method === 'CONNECT' && tlsAsked(given);
  return {
    method: tunnel ? (proxied ?? (post === undefined ? 'GET' : 'POST')) : plain,
    tunnel,
    userAgent: values.useragent ?? `${dialect}/v2.3.3 (monitoring-plugins 2.3.3)`,
    headers: values.header,
    credentials: values.authorization || undefined,
    proxyCredentials: values['proxy-authorization'] || undefined,
    post,
    contentType: values['content-type'],
    version: values['http-version'],
    compressed: values['enable-automatic-decompression'],
  };
}

function expectationsOf(given: Typed): Plan['expect'] {
  const { values } = given;
  const [smallest = 0, largest = 0] = values.pagesize ?? [];
  return {
    status: values.expect,
    header: values['header-string'] || undefined,
    string: values.string || undefined,
    pattern: patternOf(given.occurrences, values['invert-regex'], values['state-regex']),
    json: values.json,
    smallest,
    largest,
    oldestSeconds: values['max-age'],
    headOnly: values['no-body'],
  };
}

function lastGiven<T>({ occurrences }: Typed, names: readonly string[], meanings: readonly T[]) {
  const last = occurrences.findLast(({ option }) => names.includes(option));
  return last === undefined ? undefined : meanings[names.indexOf(last.option)];
}
