import { expect } from 'chai';
import {
  type Cookie,
  cookieField,
  formatCookieFile,
  parseCookieFile,
  takeCookies,
} from '../../../plugins/http/cookies.ts';
import type { Place } from '../../../plugins/http/plan.ts';

const now = 1_000_000_000;

const placeAt = (url: string): Place => {
  const { protocol, hostname, pathname } = new URL(url);
  const secure = protocol === 'https:';
  return {
    secure,
    address: '127.0.0.1',
    port: 80,
    host: hostname,
    hostPort: undefined,
    url: pathname,
    foreign: false,
  };
};

describe('cookies', () => {
  const sent: [set: string, from: string, to: string, field: string | undefined][] = [
    ['a=b', 'http://h.example/', 'http://h.example/', 'a=b'],
    ['a=b', 'http://h.example/', 'http://other.example/', undefined],
    ['a=b', 'http://h.example/', 'http://sub.h.example/', undefined],
    ['a=b; Domain=h.example', 'http://h.example/', 'http://sub.h.example/', 'a=b'],
    ['a=b; Domain=.example', 'http://h.example/', 'http://other.example/', 'a=b'],
    ['a=b; Domain=other.example', 'http://h.example/', 'http://other.example/', undefined],
    ['a=b; Path=/x', 'http://h.example/', 'http://h.example/x/y', 'a=b'],
    ['a=b; Path=/x', 'http://h.example/', 'http://h.example/xy', undefined],
    ['a=b', 'http://h.example/x/y', 'http://h.example/x/z', 'a=b'],
    ['a=b', 'http://h.example/x/y', 'http://h.example/', undefined],
    ['a=b; Secure', 'https://h.example/', 'http://h.example/', undefined],
    ['a=b; Secure', 'https://h.example/', 'https://h.example/', 'a=b'],
    ['a=b; Max-Age=10', 'http://h.example/', 'http://h.example/', 'a=b'],
    ['a=b; Max-Age=0', 'http://h.example/', 'http://h.example/', undefined],
    [
      'a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
      'http://h.example/',
      'http://h.example/',
      undefined,
    ],
    ['a=b; Expires=Fri, 01 Jan 2100 00:00:00 GMT', 'http://h.example/', 'http://h.example/', 'a=b'],
    ['a=', 'http://h.example/', 'http://h.example/', 'a='],
    ['nonsense', 'http://h.example/', 'http://h.example/', undefined],
  ];
  for (const [set, from, to, field] of sent) {
    it(`${set} of ${from} is ${field === undefined ? 'not ' : ''}sent to ${to}`, () => {
      const jar = takeCookies([], `Set-Cookie: ${set}`, placeAt(from), now);
      expect(cookieField(jar, placeAt(to), now)).to.equal(field);
    });
  }

  it('replace and remove those of the same name', () => {
    const place = placeAt('http://h.example/');
    const two = takeCookies([], 'Set-Cookie: a=1\nset-cookie: b=2\nX: y', place, now);
    expect(cookieField(two, place, now)).to.equal('a=1; b=2');
    const one = takeCookies(two, 'Set-Cookie: a=3\nSet-Cookie: b=; Max-Age=-1', place, now);
    expect(cookieField(one, place, now)).to.equal('a=3');
  });

  it('are written and read as Netscape’s browser did', () => {
    const jar: readonly Cookie[] = [
      {
        domain: 'h.example',
        subdomains: true,
        path: '/',
        secure: true,
        expires: now,
        name: 'a',
        value: 'b',
      },
      {
        domain: 'x.example',
        subdomains: false,
        path: '/y',
        secure: false,
        expires: 0,
        name: 'c',
        value: '',
      },
    ];
    expect(parseCookieFile(formatCookieFile(jar))).to.deep.equal(jar);
    const foreign = '# comment\n\n#HttpOnly_.h.example\tTRUE\t/\tFALSE\t0\ta\tb\nnonsense\n';
    expect(parseCookieFile(foreign)).to.deep.equal([
      {
        domain: 'h.example',
        subdomains: true,
        path: '/',
        secure: false,
        expires: 0,
        name: 'a',
        value: 'b',
      },
    ]);
  });
});
