import type { HttpProxy, Place, RequestWishes } from './plan.ts';

/** What a request is made of. */
export interface Wording {
  readonly dialect: 'check_http' | 'check_curl';
  readonly wishes: RequestWishes;
  readonly place: Place;
  /** The proxy that passes it on; through a tunnel there is none. */
  readonly proxy: HttpProxy | undefined;
  /** The Cookie field. */
  readonly cookie: string | undefined;
}

/** The whole request as it goes over the wire, its lines in the order of the reference. */
export function requestText(wording: Wording): Buffer {
  const { dialect, wishes, place, proxy } = wording;
  const usual = dialect === 'check_http' && !place.host ? '1.0' : '1.1';
  const version = wishes.version === '2' ? '1.1' : (wishes.version ?? usual);
  const lines = dialect === 'check_http' ? linesOfHttp(wording) : linesOfCurl(wording);
  const url = proxy !== undefined && place.url.startsWith('/') ? wholeUrl(place) : place.url;
  const head = [`${wishes.method} ${url} HTTP/${version}`, ...lines, '', ''].join('\r\n');
  return Buffer.from(head + (wishes.post ?? ''));
}

/** The request for a tunnel to the host of `place`. */
export function tunnelText({ wishes, place, proxy }: Wording): string {
  const [, host = place.host ?? place.address, urlPort] =
    /^https?:\/\/(\[[^\]]*\]|[^/:]*)(?::(\d+))?/.exec(place.url) ?? [];
  // At a proxy of its own, the place has the port; at one that stands in the place's stead, the URL or the host has.
  const port = proxy ? place.port : (place.hostPort ?? urlPort ?? (place.secure ? 443 : 80));
  return [
    `CONNECT ${bracketed(host)}:${port} HTTP/1.1`,
    `User-Agent: ${wishes.userAgent}`,
    ...proxyCredentials(wishes, proxy),
    'Proxy-Connection: keep-alive',
    `Host: ${hostField(place)}`,
    '',
    '',
  ].join('\r\n');
}

function linesOfHttp({ wishes, place, proxy, cookie }: Wording): string[] {
  const headers = ownHeaders(wishes, place);
  const named = place.host !== undefined && !names(headers, 'host');
  return [
    `User-Agent: ${wishes.userAgent}`,
    'Connection: close',
    ...(named ? [`Host: ${hostField(place)}`] : []),
    ...headers,
    ...packing(wishes, headers),
    ...credentials(wishes, place),
    ...proxyCredentials(wishes, proxy),
    ...cookieLine(cookie),
    ...(wishes.post === undefined ? [] : [contentType(wishes), contentLength(wishes.post)]),
  ];
}

function linesOfCurl({ wishes, place, proxy, cookie }: Wording): string[] {
  const headers = ownHeaders(wishes, place);
  const unless = (name: string, line: string) => (names(headers, name) ? [] : [line]);
  return [
    ...unless('host', `Host: ${hostField(place)}`),
    ...(proxy === undefined ? [] : proxyCredentials(wishes, proxy)),
    ...credentials(wishes, place),
    ...(wishes.userAgent === '' ? [] : unless('user-agent', `User-Agent: ${wishes.userAgent}`)),
    ...unless('accept', 'Accept: */*'),
    ...packing(wishes, headers),
    ...cookieLine(cookie),
    ...(proxy === undefined ? [] : ['Proxy-Connection: Keep-Alive']),
    'Connection: close',
    ...headers,
    ...(wishes.post === undefined ? [] : [contentLength(wishes.post), contentType(wishes)]),
  ];
}

/** The Host field: the port is named only where it is not the usual one. */
function hostField({ host, address, hostPort, port, secure }: Place): string {
  const name = bracketed(host ?? address);
  const shown = hostPort ?? port;
  return shown === (secure ? 443 : 80) ? name : `${name}:${shown}`;
}

function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

function wholeUrl(place: Place): string {
  return `${place.secure ? 'https' : 'http'}://${hostField({ ...place, hostPort: undefined })}${place.url}`;
}

function ownHeaders({ headers }: RequestWishes, { foreign }: Place): readonly string[] {
  return foreign ? headers.filter((line) => !/^(authorization|cookie)\s*:/i.test(line)) : headers;
}

function names(headers: readonly string[], name: string): boolean {
  return headers.some((line) => line.toLowerCase().startsWith(`${name}:`));
}

function credentials({ credentials }: RequestWishes, { foreign }: Place): string[] {
  return credentials === undefined || foreign ? [] : [`Authorization: ${basic(credentials)}`];
}

function proxyCredentials(
  { proxyCredentials }: RequestWishes,
  proxy: HttpProxy | undefined,
): string[] {
  const own = proxyCredentials ?? proxy?.credentials;
  return own === undefined ? [] : [`Proxy-Authorization: ${basic(own)}`];
}

function basic(text: string): string {
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

function packing({ compressed }: RequestWishes, headers: readonly string[]): string[] {
  const asks = compressed && !names(headers, 'accept-encoding');
  return asks ? ['Accept-Encoding: deflate, gzip, br'] : [];
}

function cookieLine(cookie: string | undefined): string[] {
  return cookie === undefined ? [] : [`Cookie: ${cookie}`];
}

function contentType({ contentType = 'application/x-www-form-urlencoded' }: RequestWishes): string {
  return `Content-Type: ${contentType}`;
}

function contentLength(post: string): string {
  return `Content-Length: ${Buffer.byteLength(post)}`;
}
