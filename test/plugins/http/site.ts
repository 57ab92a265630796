import { gzipSync } from 'node:zlib';
import { answer, type Request, type Script } from './origin.ts';

/** The ports of the servers that pages of the site point to, by name: `http`, `other`, `https`, `six`. */
export type PortOf = (server: string) => string;

/** A site with a page for each thing that a server can do, well or badly. `portOf` is called when a page needs it. */
export function site(portOf: PortOf): Script {
  return (socket, request) => {
    const path = pathOf(request);
    const wait = waiting[path];
    if (wait !== undefined) {
      socket.write(wait, 'latin1');
      return;
    }
    if (path === '/reset') socket.resetAndDestroy();
    else socket.end(withoutBody(request, pageAt(path, request, portOf)), 'latin1');
  };
}

/** Pages after which the server does not hang up, or that never come to an end. */
const waiting: Readonly<Record<string, string>> = {
  '/hang': '',
  '/hang-in-head': 'HTTP/1.1 200 OK\r\nA: b\r\n',
  '/hang-in-body': answer('200 OK', { 'Content-Length': 100 }, 'some'),
  '/keep-alive': answer('200 OK', { 'Content-Length': 2 }, 'ok'),
};

const raw: Readonly<Record<string, string>> = {
  '/': answer(
    '200 OK',
    { 'Content-Type': 'text/html' },
    '<html>hello world\nsecond line\n</html>\n',
  ),
  '/short': answer('200 OK', { 'Content-Length': 5 }, 'hello'),
  '/to/near': answer('200 OK', {}, 'near'),
  '/cut': answer('200 OK', { 'Content-Length': 50 }, 'hello'),
  '/too-long': answer('200 OK', { 'Content-Length': 3 }, 'hello'),
  '/chunked': answer(
    '200 OK',
    { 'Transfer-Encoding': 'chunked' },
    '5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n',
  ),
  '/wrong-chunk': answer('200 OK', { 'Transfer-Encoding': 'chunked' }, 'zz\r\nhello\r\n0\r\n\r\n'),
  '/cut-chunk': answer('200 OK', { 'Transfer-Encoding': 'chunked' }, '50\r\nhello'),
  '/continue': `HTTP/1.1 100 Continue\r\n\r\n${answer('500 Broken', { 'Content-Length': 2 }, 'no')}`,
  '/only-continue': 'HTTP/1.1 100 Continue\r\n\r\n',
  '/http-1.0': 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok',
  '/http-0.9': 'just text, no head\n',
  '/http-2': 'HTTP/2 200 \r\nContent-Length: 2\r\n\r\nok',
  '/line-feeds': 'HTTP/1.1 200 OK\nContent-Length: 2\nX-A: b\n\nok',
  '/word-for-code': 'HTTP/1.1 abc OK\r\n\r\nbody',
  '/no-code': 'HTTP/1.1\r\n\r\nbody',
  '/no-reason': 'HTTP/1.1 200\r\nA: b\r\n\r\nbody',
  '/blank-reason': 'HTTP/1.1 200 \r\nA: b\r\n\r\nbody',
  '/ssh': 'SSH-2.0-OpenSSH_9.2\r\n',
  '/nothing': '',
  '/head-only': 'HTTP/1.1 200 OK\r\nA: b\r\n',
  '/status-line-only': 'HTTP/1.1 200 OK\r\n',
  '/odd-fields': 'HTTP/1.1 200 OK\r\nTest1:: broken\n Test2: leading\r\nno colon\r\n\r\nbody',
  '/bar': answer('200 O|K', {}, 'a|b'),
  '/json': answer(
    '200 OK',
    {},
    '{"state":"starting","pools":[{"name":"main","free":3}],"up":true}',
  ),
  '/cookie': answer('200 OK', { 'Set-Cookie': 'session=abc; Path=/' }, 'x'),
  '/undated': answer('200 OK', { 'Last-Modified': httpDate(0) }, 'x'),
  '/unmodified': answer('200 OK', { Date: httpDate(0) }, 'x'),
  '/odd-date': answer('200 OK', { Date: 'yesterday', 'Last-Modified': httpDate(0) }, 'x'),
  '/odd-modified': answer('200 OK', { Date: httpDate(0), 'Last-Modified': 'foo bar' }, 'x'),
};

const locations: Readonly<Record<string, (portOf: PortOf) => string>> = {
  '/to/relative': () => '/short',
  '/to/beside': () => 'near',
  '/to/query': () => '/short?a=b',
  '/to/here': () => '/to/here',
  '/to/there': () => '/to/back',
  '/to/back': () => '/to/there',
  '/to/fragment': () => '/short#part',
  '/to/file': () => 'file:///etc/passwd',
  '/to/same': (portOf) => `http://127.0.0.1:${portOf('http')}/short`,
  '/to/other': (portOf) => `http://127.0.0.1:${portOf('other')}/short`,
  '/to/other-name': (portOf) => `http://localhost:${portOf('other')}/echo`,
  '/to/other-echo': (portOf) => `http://127.0.0.1:${portOf('other')}/echo`,
  '/to/tls': (portOf) => `https://127.0.0.1:${portOf('https')}/short`,
  '/to/any-scheme': (portOf) => `//127.0.0.1:${portOf('other')}/short`,
  '/to/six': (portOf) => `http://[::1]:${portOf('six')}/short`,
  '/to/far-port': () => 'http://127.0.0.1:99999/short',
  '/to/nobody': () => 'http://127.0.0.1:1/short',
  '/to/nowhere': () => 'http://no-such.invalid/short',
  '/to/empty': () => '',
  '/to/echo': () => '/echo',
};

const packed = gzipSync('hello packed world');

function pageAt(path: string, { text }: Request, portOf: PortOf): string {
  const status = /^\/status\/(.+)$/.exec(path)?.[1];
  if (status !== undefined)
    return answer(decodeURIComponent(status), { 'Content-Length': 4 }, 'body');
  const hops = /^\/hops\/(\d+)$/.exec(path)?.[1];
  if (hops === '0') return answer('200 OK', {}, 'end');
  if (hops !== undefined) return answer('302 Found', { Location: `/hops/${Number(hops) - 1}` });
  const age = /^\/modified\/(-?\d+)$/.exec(path)?.[1];
  if (age !== undefined) {
    return answer('200 OK', { Date: httpDate(0), 'Last-Modified': httpDate(Number(age)) }, 'x');
  }
  const location = locations[path];
  if (location !== undefined) return answer('302 Found', { Location: location(portOf) });
  if (path === '/to/nothing') return answer('302 Found');
  if (path === '/to/folded') return 'HTTP/1.1 302 Found\r\nLocation:\r\n /short\r\n\r\n';
  if (path === '/echo') return answer('200 OK', { 'Content-Type': 'text/plain' }, text);
  if (path === '/packed') {
    const fields = { 'Content-Encoding': 'gzip', 'Content-Length': packed.length };
    return answer('200 OK', fields, packed.toString('latin1'));
  }
  return raw[path] ?? answer('404 Not Found', {}, 'nope');
}

function withoutBody({ method }: Request, page: string): string {
  return method === 'HEAD' ? page.slice(0, page.indexOf('\r\n\r\n') + 4) : page;
}

function pathOf({ target }: Request): string {
  return target.replace(/^https?:\/\/[^/]*/, '').split('?', 1)[0] ?? '';
}

function httpDate(secondsAgo: number): string {
  return new Date(Date.parse('2030-01-15T12:00:00Z') - secondsAgo * 1000).toUTCString();
}
