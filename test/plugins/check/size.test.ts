import { expect } from 'chai';
import { parsePercent, parseSize } from '../../../plugins/check/size.ts';

describe('a size', () => {
  const sizes: [string, number][] = [
    ['0', 0],
    ['500', 500],
    ['+5', 5],
    ['1k', 1024],
    ['1K', 1024],
    ['10M', 10485760],
    ['1.5G', 1610612736],
    ['1GiB', 1073741824],
    ['1GB', 1073741824],
    ['2T', 2199023255552],
    ['7B', 7],
  ];
  for (const [text, bytes] of sizes) {
    it(`is read from ${text}`, () => expect(parseSize(text)).to.equal(bytes));
  }

  for (const text of ['', '-5', 'M', '10%', '1e9', '5 ', '1,5', '99999999999999999999']) {
    it(`is not read from "${text}"`, () => expect(parseSize(text)).to.equal(undefined));
  }
});

describe('a percentage', () => {
  it('may have a fraction, and is never negative', () => {
    expect(['10%', '10.5%', '.5%', '+5%', '0%'].map(parsePercent)).to.deep.equal([
      10, 10.5, 0.5, 5, 0,
    ]);
    for (const text of ['10', '%', '-5%', '5%%', '5 %', '']) {
      expect(parsePercent(text)).to.equal(undefined);
    }
  });
});
