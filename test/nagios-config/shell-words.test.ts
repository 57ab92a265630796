import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import fc from 'fast-check';
import { joinWords, splitWords } from '../../nagios-config/shell-words.ts';

describe('shell words', () => {
  const table: [string, readonly string[]][] = [
    ['check_http -H intranet.example -S', ['check_http', '-H', 'intranet.example', '-S']],
    ['a \'b c\' "d e" f\\ g', ['a', 'b c', 'd e', 'f g']],
    [`-a'b'"c"`, ['-abc']],
    [`'' "" x`, ['', '', 'x']],
    ['"a \\"b\\" \\$c \\d"', ['a "b" $c \\d']],
    ['  spaced   out  ', ['spaced', 'out']],
    ['', []],
    ['$HOME `id` $(id)', ['$HOME', '`id`', '$(id)']],
  ];
  for (const [line, words] of table) {
    it(`splits ${JSON.stringify(line)}`, () => expect(splitWords(line)).to.deep.equal(words));
  }

  it('are split again as they were joined, by us and by a shell', () => {
    const word = fc
      .string({ unit: 'binary', maxLength: 6 })
      .map((text) => text.replaceAll('\0', ''));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const line = joinWords(words);
        expect(splitWords(line)).to.deep.equal(words);
        const script = `printf '%s\\0' ${line}`;
        const { stdout } = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
        expect(stdout).to.equal(words.map((text) => `${text}\0`).join(''));
      }),
      { numRuns: 60 },
    );
  });
});
