import { expect } from 'chai';
import type { Reader } from '../../../plugins/check/option.ts';
import { numberText, refuse, statusText, wholeNumber } from '../../../plugins/check/readers.ts';
import { worst } from '../../../plugins/check/status.ts';
import { UsageError } from '../../../plugins/check/usage-error.ts';

describe('the text of an option', () => {
  const table: [string, Reader<unknown>, Record<string, unknown>, string[]][] = [
    [
      'a number',
      numberText,
      { '1.5': 1.5, '-2': -2, '.5': 0.5, '1e3': 1000 },
      ['', 'x', 'NaN', '1e999', '1 ', '0x1'],
    ],
    [
      'a whole number',
      wholeNumber,
      { '0': 0, '12': 12 },
      ['', '-1', '1.5', '99999999999999999999'],
    ],
    [
      'a status',
      statusText,
      { ok: 'OK', WARNING: 'WARNING', '2': 'CRITICAL', '3': 'UNKNOWN' },
      ['4', '', 'fine'],
    ],
  ];
  for (const [what, reader, right, wrong] of table) {
    it(`is ${what}, or is refused and shown`, () => {
      for (const [text, expected] of Object.entries(right)) {
        expect(reader(text, '--x')).to.equal(expected);
      }
      for (const text of wrong) {
        expect(() => reader(text, '--x')).to.throw(UsageError, `"${text}"`);
      }
    });
  }

  it('is refused with the option and the reason', () => {
    expect(() => refuse('x', '--warning', 'not a colour')).to.throw(
      UsageError,
      /^--warning: not a colour: "x"$/,
    );
  });
});

describe('the worst status', () => {
  it('is CRITICAL before WARNING before UNKNOWN before OK', () => {
    expect(worst(['OK', 'UNKNOWN', 'CRITICAL', 'WARNING'])).to.equal('CRITICAL');
    expect(worst(['OK', 'UNKNOWN', 'WARNING'])).to.equal('WARNING');
    expect(worst(['OK', 'UNKNOWN'])).to.equal('UNKNOWN');
    expect(worst([])).to.equal('OK');
  });
});
