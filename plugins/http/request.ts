import type { Place, Plan, RequestWishes } from './plan.ts';

/** The whole request for `place` as it goes over the wire, its lines in the order of the reference. */
export function requestFor({ dialect, request }: Plan, place: Place): Buffer {
  const path = place.url;
  const version = request.version ?? (dialect === 'check_http' && !place.host ? '1.0' : '1.1');
  const lines =
    dialect === 'check_http' ? linesOfHttp(request, place) : linesOfCurl(request, place);
  const head = [`${request.method} ${path} HTTP/${version}`, ...lines, '', ''].join('\r\n');
  return Buffer.from(head + (request.post ?? ''));
}

/** The request for a tunnel to the host of `place`, for the proxy at its address. */
export function tunnelRequestFor({ request }: Plan, place: Place): string {
  const [, host = place.host ?? place.address, urlPort] =
    /^https?:\/\/(\[[^\]]*\]|[^/:]*)(?::(\d+))?/.exec(place.url) ?? [];
  const port = place.hostPort ?? urlPort ?? (place.secure ? 443 : 80);
  return [
    `CONNECT ${host}:${port} HTTP/1.1`,
    `User-Agent: ${request.userAgent}`,
    ...proxyCredentials(request),
    'Proxy-Connection: keep-alive',
    `Host: ${hostField(place)}`,
    '',
    '',
  ].join('\r\n');
}

function linesOfHttp(request: RequestWishes, place: Place): string[] {
  const { headers } = request;
  const named = place.host !== undefined && !names(headers, 'host');
  return [
    `User-Agent: ${request.userAgent}`,
    'Connection: close',
    ...(named ? [`Host: ${hostField(place)}`] : []),
    ...headers,
    ...credentials(request),
    ...proxyCredentials(request),
    ...(request.post === undefined ? [] : [contentType(request), contentLength(request.post)]),
  ];
}

function linesOfCurl(request: RequestWishes, place: Place): string[] {
  const { headers } = request;
  const unless = (name: string, line: string) => (names(headers, name) ? [] : [line]);
  return [
    ...unless('host', `Host: ${hostField(place)}`),
    ...credentials(request),
    ...(request.userAgent === '' ? [] : unless('user-agent', `User-Agent: ${request.userAgent}`)),
    ...unless('accept', 'Accept: */*'),
    ...(request.compressed ? unless('accept-encoding', 'Accept-Encoding: gzip, deflate, br') : []),
    'Connection: close',
    ...headers,
    ...(request.post === undefined ? [] : [contentLength(request.post), contentType(request)]),
  ];
}

/** The Host field: the port is named only where it is not the usual one. */
function hostField({ host, address, hostPort, port, secure }: Place): string {
  const named = host ?? address;
  const name = named.includes(':') && !named.startsWith('[') ? `[${named}]` : named;
  const shown = hostPort ?? port;
  return shown === (secure ? 443 : 80) ? name : `${name}:${shown}`;
}

function names(headers: readonly string[], name: string): boolean {
  return headers.some((line) => line.toLowerCase().startsWith(`${name}:`));
}

function credentials({ credentials }: RequestWishes): string[] {
  return credentials === undefined ? [] : [`Authorization: ${basic(credentials)}`];
}

function proxyCredentials({ proxyCredentials }: RequestWishes): string[] {
  return proxyCredentials === undefined ? [] : [`Proxy-Authorization: ${basic(proxyCredentials)}`];
}

function basic(text: string): string {
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

function contentType({ contentType = 'application/x-www-form-urlencoded' }: RequestWishes): string {
  return `Content-Type: ${contentType}`;
}

function contentLength(post: string): string {
  return `Content-Length: ${Buffer.byteLength(post)}`;
}
