import { expect } from 'chai';
import fc from 'fast-check';
import { addressOf, type Place } from '../../../plugins/http/plan.ts';
import { follow } from '../../../plugins/http/redirect.ts';

const from: Place = {
  secure: false,
  address: '192.0.2.1',
  port: 8080,
  host: 'h.example',
  hostPort: undefined,
  url: '/dir/page?x=y',
  foreign: false,
};

const headTo = (location: string) => ({
  statusLine: 'HTTP/1.1 302 Found',
  fields: `Location: ${location}`,
  headBytes: 0,
});

const leads = (location: string, mode: 'follow' | 'sticky' | 'stickyport' = 'follow') => {
  const turn = follow(headTo(location), from, { mode, most: 15 }, 0);
  return 'summary' in turn ? turn.summary : `${turn.place.address} ${addressOf(turn.place)}`;
};

describe('a redirect', () => {
  const targets: [string, string][] = [
    ['/other', 'h.example http://h.example:8080/other'],
    ['other', 'h.example http://h.example:8080/dir/other'],
    ['?a=b', 'h.example http://h.example:8080/dir/page?a=b'],
    ['/other#part', 'h.example http://h.example:8080/other'],
    ['/a:b', 'h.example http://h.example:8080/a:b'],
    ['http://n.example', 'n.example http://n.example:80/'],
    ['HTTPS://n.example/x?y', 'n.example https://n.example:443/x?y'],
    ['http://n.example?y', 'n.example http://n.example:80/?y'],
    ['https://user:secret@n.example:8443/x', 'n.example https://n.example:8443/x'],
    ['//n.example:81/x', 'n.example http://n.example:81/x'],
    ['http://[2001:db8::1]:81/x', '[2001:db8::1] http://[2001:db8::1]:81/x'],
    ['file:///etc/passwd', 'HTTP UNKNOWN - Could not parse redirect location - file:///etc/passwd'],
    ['ftp://n.example/', 'HTTP UNKNOWN - Could not parse redirect location - ftp://n.example/'],
    ['data:text/html,x', 'HTTP UNKNOWN - Could not parse redirect location - data:text/html,x'],
    ['http://', 'HTTP UNKNOWN - Could not parse redirect location - http://'],
    [
      'http://n.example:99999/',
      'HTTP UNKNOWN - Redirection to port above 65535 - http://n.example:99999/',
    ],
    ['', 'HTTP UNKNOWN - Could not parse redirect location - '],
  ];
  for (const [location, place] of targets) {
    it(`to "${location}" leads to ${place}`, () => {
      expect(leads(location)).to.equal(place);
    });
  }

  it('may stick to the address, and to the port', () => {
    expect(leads('http://n.example/x', 'sticky')).to.equal('192.0.2.1 http://n.example:80/x');
    expect(leads('http://n.example/x', 'stickyport')).to.equal('192.0.2.1 http://n.example:8080/x');
  });

  const kin: [string, boolean, boolean][] = [
    ['http://h.example/', false, false],
    ['http://www.h.example/', false, false],
    ['http://example/', false, false],
    ['http://xh.example/', false, true],
    ['http://other.example/', false, true],
    ['https://h.example/', false, false],
    ['http://h.example/', true, true],
  ];
  for (const [location, secure, foreign] of kin) {
    it(`from ${secure ? 'TLS' : 'plain HTTP'} to ${location} leads to a ${foreign ? 'strange' : 'known'} host`, () => {
      const turn = follow(headTo(location), { ...from, secure }, { mode: 'follow', most: 15 }, 0);
      expect('place' in turn && turn.place.foreign).to.equal(foreign);
    });
  }

  it('leads somewhere or is refused, whatever it says', () => {
    const piece = fc.constantFrom(
      'http',
      'https',
      ':',
      '/',
      '//',
      '[',
      ']',
      '::1',
      '@',
      '?',
      '#',
      'h',
      '80',
      '..',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        expect(leads(pieces.join(''))).to.match(
          /^(HTTP (UNKNOWN|WARNING|CRITICAL) - |\S+ https?:\/\/)/,
        );
      }),
    );
  });
});
