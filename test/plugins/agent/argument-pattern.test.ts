import { expect } from 'chai';
import { argumentPattern } from '../../../plugins/agent/argument-pattern.ts';

const table: readonly [pattern: string, matching: readonly string[], other: readonly string[]][] = [
  ['[0-9]{1,2}%', ['5%', '10%'], ['', '5', '100%', '5%\n', 'x5%']],
  ['a|bc', ['a', 'bc'], ['ac', 'abc']],
  ['\\d+', ['12'], ['d', '1a']],
  ['.', ['x', '😀'], ['', 'xx', '\n']],
  ['[^a]{2}', ['bb'], ['😀', 'ab']],
  ['\\p{Lu}+', ['ÀB'], ['àb', 'p{Lu}']],
  ['(a|b)\\1', ['aa', 'bb'], ['ab']],
  ['(?=.*[0-9])[a-z0-9]+', ['a1'], ['ab']],
];

describe('the pattern of an argument', () => {
  for (const [pattern, matching, other] of table) {
    it(`${pattern} must match the whole of it`, async () => {
      const accepts = argumentPattern(pattern);
      for (const value of matching) expect(await accepts?.(value, context())).to.equal(true);
      for (const value of other) expect(await accepts?.(value, context())).to.equal(false);
    });
  }

  it('is none where it cannot be read', () => {
    for (const text of ['(', '[b-a]', '\\k', 'a{2,1}', 'a)|(b']) {
      expect(argumentPattern(text), text).to.equal(undefined);
    }
  });

  it('never keeps the agent from its work', async () => {
    for (const pattern of ['(a+)+b', '((a+)\\2?)+b']) {
      const accepts = argumentPattern(pattern);
      expect(await accepts?.('a'.repeat(1000), context())).to.equal(false);
    }
  });
});

function context() {
  return { memory: new Map<string, unknown>() };
}
