import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import fc from 'fast-check';
import { joinWords } from '../../nagios-config/join-words.ts';
import { splitCommandLine } from '../../plugins/command-line.ts';

describe('joinWords', () => {
  it('quotes what a shell would take for more than a word', () => {
    const words = ['check_http', '-u', '/a b', "it's", '$HOME', ''];
    expect(joinWords(words)).to.equal(`check_http -u '/a b' 'it'\\''s' '$HOME' ''`);
  });

  it('makes a line that the agent and a shell split into the same words', () => {
    const word = fc
      .string({ unit: 'binary', maxLength: 6 })
      .map((text) => text.replaceAll('\0', ''));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const line = joinWords(words);
        expect(splitCommandLine(line)).to.deep.equal({ words });
        const script = `printf '%s\\0' ${line}`;
        const { stdout } = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
        expect(stdout).to.equal(words.map((text) => `${text}\0`).join(''));
      }),
      { numRuns: 60 },
    );
  });
});
