import { expect } from 'chai';
import fc from 'fast-check';
import { alerts, judge, parseRange } from '../../../plugins/check/range.ts';

describe('a threshold range', () => {
  const table: [string, number, number, boolean][] = [
    ['10', 0, 10, false],
    ['10:', 10, Infinity, false],
    [':10', 0, 10, false],
    ['~:10', -Infinity, 10, false],
    ['10:20', 10, 20, false],
    ['@10:20', 10, 20, true],
    ['@10', 0, 10, true],
    ['-5:-1', -5, -1, false],
    ['0.5:1e3', 0.5, 1000, false],
    ['~:', -Infinity, Infinity, false],
  ];
  for (const [text, start, end, inside] of table) {
    it(`is read from ${text}`, () => {
      expect(parseRange(text)).to.deep.equal({ start, end, inside, text });
    });
  }

  const wrong = [
    '',
    ':',
    '@',
    '~',
    'abc',
    '2%',
    '20:10',
    '1:2:3',
    '5 ',
    '0x10',
    'nan',
    '-1',
    '10:~',
    '@@5',
  ];
  for (const text of wrong) {
    it(`is not read from "${text}"`, () => {
      expect(parseRange(text)).to.equal(undefined);
    });
  }

  const alerting: [string, number, boolean][] = [
    ['10', 10, false],
    ['10', 10.001, true],
    ['10', -1, true],
    ['10:', 9, true],
    ['~:10', -1e9, false],
    ['10:20', 20, false],
    ['@10:20', 10, true],
    ['@10:20', 20, true],
    ['@10:20', 21, false],
  ];
  for (const [text, value, expected] of alerting) {
    it(`${text} ${expected ? 'alerts' : 'is quiet'} at ${value}`, () => {
      const range = parseRange(text);
      expect(range && alerts(range, value)).to.equal(expected);
    });
  }

  it('is read or refused, whatever the text, and never half of it', () => {
    const piece = fc.constantFrom(...'0123456789.-+@~:e% ', '1e3', '-5');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const range = parseRange(pieces.join(''));
        if (range === undefined) return;
        expect(range.start <= range.end).to.equal(true);
        expect(range.text).to.equal(pieces.join(''));
        for (const value of [range.start, range.end].filter(Number.isFinite)) {
          expect(alerts(range, value)).to.equal(range.inside);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is judged critical before warning, and OK where there is none', () => {
    const thresholds = { warning: parseRange('5'), critical: parseRange('10') };
    expect([5, 6, 11].map((value) => judge(thresholds, value))).to.deep.equal([
      'OK',
      'WARNING',
      'CRITICAL',
    ]);
    expect(judge({}, 1e9)).to.equal('OK');
  });
});
