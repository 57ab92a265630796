import { expect } from 'chai';
import { fixed } from '../../../plugins/check/fixed.ts';

describe('a figure with a fixed number of digits', () => {
  // Each text is what printf "%.Nf" of the C library writes.
  const table: [number, number, string][] = [
    [0.125, 2, '0.12'],
    [0.375, 2, '0.38'],
    [0.5, 0, '0'],
    [1.5, 0, '2'],
    [2.5, 0, '2'],
    [-0.125, 2, '-0.12'],
    [8.345, 2, '8.35'],
    [1.005, 2, '1.00'],
    [0.52, 3, '0.520'],
    [0.0625, 3, '0.062'],
    [1e15, 2, '1000000000000000.00'],
  ];
  for (const [value, digits, text] of table) {
    it(`is ${text} for ${value} with ${digits}`, () => expect(fixed(value, digits)).to.equal(text));
  }
});
