import { expect } from 'chai';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { scalar } from '../../nagios-config/yaml-text.ts';

describe('a text as YAML writes it on one line', () => {
  const words = fc.constantFrom(
    'a',
    'true',
    'Null',
    '-',
    '#',
    ': ',
    ' ',
    "'",
    '"',
    '1',
    '/',
    'é',
    '{',
    ',',
    '%',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 8 }).map((parts) => parts.join('')),
  );

  it('is read as the same text again, and written as the library does', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(parse(scalar(text))).to.equal(text);
        expect(scalar(text)).to.equal(
          stringify(text, { lineWidth: 0, blockQuote: false }).trimEnd(),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
