import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import fc from 'fast-check';
import { splitCommandLine } from '../../plugins/command-line.ts';

describe('splitting a command line', () => {
  const lines: readonly [line: string, words: readonly string[]][] = [
    ['', []],
    [' check_load  -w 15,10,5\t-c 30,25,20 ', ['check_load', '-w', '15,10,5', '-c', '30,25,20']],
    [`check_http -s 'it is up' -k "X-A: b"`, ['check_http', '-s', 'it is up', '-k', 'X-A: b']],
    [`a'b'"c"d ''`, ['abcd', '']],
    ['a\\ b \\\\ \\$', ['a b', '\\', '$']],
    [`"a\\"b\\\\c\\d\\$" '\\'`, ['a"b\\c\\d$', '\\']],
    ['-w @10:20 -r ~:5', ['-w', '@10:20', '-r', '~:5']],
    ['a=b -e 200,302 é', ['a=b', '-e', '200,302', 'é']],
  ];
  for (const [line, words] of lines) {
    it(`gives the words of ${JSON.stringify(line)}`, () => {
      expect(splitCommandLine(line)).to.deep.equal({ words });
    });
  }

  for (const [line, token] of [
    ['check_load | tee x', '|'],
    ['echo $HOME', '$'],
    ['echo "$HOME"', '"$HOME"'],
    ['echo "`id`"', '"`id`"'],
    ['a; b', ';'],
    ['a > b', '>'],
    ['ls *', '*'],
    ["it's", "'"],
    ['say "hi', '"'],
    ['back\\', '\\'],
    ['~/bin/check', '~'],
  ]) {
    it(`refuses ${line}`, () => {
      expect(splitCommandLine(line ?? '')).to.deep.equal({
        problem: `needs a shell for ${JSON.stringify(token)}`,
      });
    });
  }

  it('gives what a real shell gives, wherever it gives words', () => {
    const text = fc.string({ unit: fc.constantFrom(...`ab =:~'"\\\n$é`), maxLength: 12 });
    const property = fc.property(text, (line) => {
      const split = splitCommandLine(line);
      if ('problem' in split) return;
      expect(split.words).to.deep.equal(shellWords(line));
    });
    fc.assert(property, { numRuns: process.env.WATCHCLOCK_SOAK === '1' ? 5000 : 100 });
  });
});

function shellWords(line: string): readonly string[] {
  const script = `for word in ${line}\ndo printf '%s\\0' "$word"; done`;
  const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  return stdout.split('\0').slice(0, -1);
}
