import { flag, value, valueOr, values } from '../check/option.ts';
import { anyText, rangeText, statusText } from '../check/readers.ts';
import type { Dialect } from './plan.ts';
import { readProxy } from './proxy.ts';
import {
  certificateDays,
  httpVersion,
  jsonExpectation,
  maxAge,
  pageSize,
  portNumber,
  redirectCount,
  redirectMode,
  tlsVersions,
} from './readers.ts';

/** The options of the check under either name. */
export function httpOptions(dialect: Dialect) {
  return {
    ...placeOptions(dialect),
    ...tlsOptions(dialect),
    ...requestOptions,
    ...redirectOptions(dialect),
    ...expectationOptions,
    ...proxyOptions,
    ...outputOptions,
  };
}

/** The type of the table of options. */
export type HttpOptions = ReturnType<typeof httpOptions>;

const placeOptions = (dialect: Dialect) => ({
  hostname: value(
    'Name of the (virtual) host; with a port, that port is named in the Host header',
    { short: 'H', words: ['-hn'], argument: 'NAME[:PORT]' },
    anyText,
  ),
  'IP-address': value(
    'Name or address to connect to (default: the host name)',
    { short: 'I', argument: 'ADDRESS' },
    anyText,
  ),
  port: value(
    dialect === 'check_http'
      ? 'Port number (default: 80, with TLS 443; of -H NAME:PORT and TLS the later one counts)'
      : 'Port number (default: that of -H, or 80, with TLS 443)',
    { short: 'p', argument: 'PORT' },
    portNumber(dialect),
  ),
  'use-ipv4': flag('Use IPv4 only', { short: '4' }),
  'use-ipv6': flag('Use IPv6 only', { short: '6' }),
  url: valueOr('/', 'Path to ask for (default: /)', { short: 'u', argument: 'PATH' }, anyText),
});

const tlsOptions = (dialect: Dialect) => ({
  ssl: values(
    'Use TLS; VERSION (1, 1.1, 1.2, 1.3) allows that one only, with a + newer ones too',
    { short: 'S', argument: 'VERSION[+]', attachedOnly: true },
    tlsVersions(dialect),
  ),
  sni: flag('Accepted; the host name is always sent (SNI)'),
  certificate: value(
    'Judge the certificate only: WARNING and CRITICAL below that many days',
    { short: 'C', argument: 'DAYS[,DAYS]' },
    certificateDays(dialect),
  ),
  'continue-after-certificate': flag('With -C: judge the page too'),
  'client-cert': value('Client certificate, PEM', { short: 'J', argument: 'FILE' }, anyText),
  'private-key': value('Its private key, PEM', { short: 'K', argument: 'FILE' }, anyText),
  'ca-cert': value(
    'Trust the certificates in FILE instead of the system’s',
    { argument: 'FILE', ours: dialect === 'check_http' },
    anyText,
  ),
  'verify-cert': flag('The certificate must be trusted, valid and made out to the host', {
    short: 'D',
    ours: dialect === 'check_http',
  }),
});

const requestOptions = {
  method: value(
    'HTTP method; CONNECT:METHOD asks a proxy for a tunnel first',
    { short: 'j', argument: 'METHOD[:PROXYMETHOD]' },
    anyText,
  ),
  post: values(
    'Data to send, with POST unless -j says other',
    { short: 'P', argument: 'DATA' },
    anyText,
  ),
  'content-type': value('Type of the data to send', { short: 'T', argument: 'TYPE' }, anyText),
  header: values('Another header line; may be repeated', { short: 'k', argument: 'LINE' }, anyText),
  useragent: value('User-Agent to send', { short: 'A', argument: 'TEXT' }, anyText),
  authorization: value(
    'Credentials, HTTP Basic',
    { short: 'a', argument: 'USER:PASSWORD' },
    anyText,
  ),
  'http-version': value(
    'HTTP version of the request: 1.0, 1.1, or 2 (over TLS, where the server speaks it)',
    { argument: 'VERSION', ours: true },
    httpVersion,
  ),
  'enable-automatic-decompression': flag('Ask for a compressed body; any is unpacked', {
    ours: true,
  }),
  'cookie-jar': value(
    'Send the cookies in FILE (Netscape’s format) and keep those received',
    { argument: 'FILE', ours: true },
    anyText,
  ),
};

const proxyOptions = {
  'proxy-authorization': value(
    'Credentials for a proxy, HTTP Basic',
    { short: 'b', argument: 'USER:PASSWORD' },
    anyText,
  ),
  proxy: value(
    'Ask through this proxy: http://[USER:PASSWORD@]HOST[:PORT]',
    { short: 'x', argument: 'URL', ours: true },
    readProxy,
  ),
  noproxy: value(
    'Hosts that are asked without a proxy, with commas between; * for all',
    { argument: 'HOSTS', ours: true },
    anyText,
  ),
};

const redirectOptions = (dialect: Dialect) => ({
  onredirect: valueOr(
    'OK',
    'A redirect is a status, or is followed: at its host (follow), at the same address (sticky), at the same address and port (stickyport)',
    { short: 'f', argument: 'ok|warning|critical|unknown|follow|sticky|stickyport' },
    redirectMode(dialect),
  ),
  'max-redirs': valueOr(
    15,
    'Redirects that are followed (default: 15)',
    { argument: 'COUNT' },
    redirectCount(dialect),
  ),
});

const expectationOptions = {
  expect: value(
    'One of these texts, with commas between, must be in the status line; then its code is not judged',
    { short: 'e', argument: 'TEXT[,TEXT]' },
    anyText,
  ),
  'header-string': value(
    'Text that the header must have',
    { short: 'd', argument: 'TEXT' },
    anyText,
  ),
  string: value('Text that the body must have', { short: 's', argument: 'TEXT' }, anyText),
  regex: values(
    'Extended regular expression that the body must match',
    { short: 'r', aliases: ['ereg'], argument: 'REGEX' },
    anyText,
  ),
  eregi: values('The same, in upper or lower case', { short: 'R', argument: 'REGEX' }, anyText),
  linespan: flag('A later -r or -R may match across lines', { short: 'l' }),
  'invert-regex': flag('The body must not match'),
  'state-regex': valueOr(
    'CRITICAL',
    'The status when the expression does not do as it should (default: critical)',
    { argument: 'STATUS', ours: true },
    statusText,
  ),
  json: values(
    'Value that the body, JSON, must have at a path (state=ready, pools.0.name=main); may be repeated',
    { argument: 'PATH=VALUE', ours: true },
    jsonExpectation,
  ),
  pagesize: value(
    'WARNING for an answer of fewer or more bytes',
    { short: 'm', argument: 'MIN[:MAX]' },
    pageSize,
  ),
  'max-age': value(
    'CRITICAL for a document modified longer ago; m, h, d for minutes, hours, days',
    { short: 'M', argument: 'SECONDS' },
    maxAge,
  ),
  'no-body': flag('Do not read the body', { short: 'N' }),
  warning: value(
    'WARNING when the answer takes longer, seconds',
    { short: 'w', words: ['-wt'], argument: 'RANGE' },
    rangeText,
  ),
  critical: value(
    'CRITICAL when the answer takes longer, seconds',
    { short: 'c', words: ['-ct'], argument: 'RANGE' },
    rangeText,
  ),
};

const outputOptions = {
  link: flag('Make the output a link to the page', { short: 'L' }),
  nohtml: flag('Do not make it a link', { short: 'n', words: ['-nohtml'] }),
  'extended-perfdata': flag('Add the times of each phase', { short: 'E' }),
  'show-body': flag('Show the body in the long output', { short: 'B' }),
};
