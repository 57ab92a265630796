import { expect } from 'chai';
import fc from 'fast-check';
import { parseDuration } from '../../../plugins/settings/duration.ts';
import { glob } from '../../../plugins/settings/glob.ts';
import { parseAddress } from '../../../plugins/settings/listen-address.ts';
import { nearest } from '../../../plugins/settings/nearest.ts';
import { matchesSecret, secret } from '../../../plugins/settings/secret.ts';
import { parseSize } from '../../../plugins/settings/size.ts';

describe('parseDuration', () => {
  const table: [string, number | undefined][] = [
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['7d', 604_800_000],
    ['1.5h', 5_400_000],
    ['0s', 0],
    ['30', undefined],
    ['30 s', undefined],
    ['-5m', undefined],
    ['5M', undefined],
    ['', undefined],
    ['1.s', undefined],
  ];
  for (const [text, expected] of table) {
    it(`reads ${JSON.stringify(text)} as ${expected}`, () => {
      expect(parseDuration(text)).to.equal(expected);
    });
  }
});

describe('parseSize', () => {
  const table: [string, number | undefined][] = [
    ['10B', 10],
    ['1kB', 1000],
    ['64KiB', 65_536],
    ['1.5GB', 1.5e9],
    ['2TiB', 2 * 1024 ** 4],
    ['1KB', undefined],
    ['64', undefined],
    ['iB', undefined],
  ];
  for (const [text, expected] of table) {
    it(`reads ${JSON.stringify(text)} as ${expected}`, () => {
      expect(parseSize(text)).to.equal(expected);
    });
  }
});

describe('parseAddress', () => {
  const table: [string, { host: string; port: number } | undefined][] = [
    ['127.0.0.1:8480', { host: '127.0.0.1', port: 8480 }],
    ['localhost:0', { host: 'localhost', port: 0 }],
    ['[::1]:80', { host: '::1', port: 80 }],
    ['8480', { host: '127.0.0.1', port: 8480 }],
    ['0.0.0.0:80', { host: '0.0.0.0', port: 80 }],
    [':80', { host: '127.0.0.1', port: 80 }],
    ['::1:80', undefined],
    ['127.0.0.1', undefined],
    ['127.0.0.1:65536', undefined],
    ['a b:80', undefined],
  ];
  for (const [text, expected] of table) {
    it(`reads ${JSON.stringify(text)} as ${JSON.stringify(expected)}`, () => {
      expect(parseAddress(text)).to.deep.equal(expected);
    });
  }
});

describe('glob', () => {
  const table: [string, string, boolean][] = [
    ['a-*', 'a-web1', true],
    ['a-*', 'b-web1', false],
    ['*', '', true],
    ['web?', 'web12', false],
    ['w*b*1', 'web-b-1', true],
    ['a.c', 'abc', false],
    ['A*', 'a', false],
    ['*.example', 'x.example', true],
  ];
  for (const [pattern, name, expected] of table) {
    it(`${pattern} ${expected ? 'matches' : 'does not match'} "${name}"`, () => {
      expect(glob(pattern).matches(name)).to.equal(expected);
    });
  }

  it('agrees with the same pattern as a regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const names = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    fc.assert(
      fc.property(letters, names, (pattern, name) => {
        const regex = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(glob(pattern).matches(name)).to.equal(regex.test(name));
      }),
    );
  });
});

describe('nearest', () => {
  const keys = ['listen', 'password', 'hosts', 'max_age'];
  const table: [string, string | undefined][] = [
    ['lisen', 'listen'],
    ['Password', 'password'],
    ['pasword', 'password'],
    ['hsots', 'hosts'],
    ['maxage', 'max_age'],
    ['colour', undefined],
  ];
  for (const [word, expected] of table) {
    it(`finds ${expected} for "${word}"`, () => expect(nearest(word, keys)).to.equal(expected));
  }
});

describe('matchesSecret', () => {
  it('knows its secret, and no other of any length', () => {
    const token = secret('correct horse');
    expect(matchesSecret(token, 'correct horse')).to.equal(true);
    for (const other of ['correct hors', 'correct horse ', '', 'Correct horse']) {
      expect(matchesSecret(token, other)).to.equal(false);
    }
  });
});
