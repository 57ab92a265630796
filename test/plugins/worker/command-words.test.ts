import { expect } from 'chai';
import { readCommand } from '../../../plugins/worker/command-words.ts';

describe('a command line as Core reads it', () => {
  const simple: [string, string[]][] = [
    ['check_x -w 1 -c 2', ['check_x', '-w', '1', '-c', '2']],
    ['  check_x\t-w\r\n1 ', ['check_x', '-w', '1']],
    [`check_x 'a b' "c  d"`, ['check_x', 'a b', 'c  d']],
    [`check_x a'b c'd`, ['check_x', 'ab cd']],
    [`check_x '' ""`, ['check_x', '', '']],
    [String.raw`check_x a\ b \\ \'`, ['check_x', 'a b', '\\', "'"]],
    [String.raw`check_x "a\\b \$c \x"`, ['check_x', 'a\\b $c \\x']],
    [`check_x '$(id) | ; & * ?'`, ['check_x', '$(id) | ; & * ?']],
    [`check_x ~:10 [a] {b} #c !d`, ['check_x', '~:10', '[a]', '{b}', '#c', '!d']],
  ];
  for (const [line, words] of simple) {
    it(`has words in ${line}`, () => {
      expect(readCommand(line)).to.deep.equal({ words, variables: {} });
    });
  }

  it('sets the variables that stand before the program', () => {
    expect(readCommand(`A=1 B='x y' check_x C=3`)).to.deep.equal({
      words: ['check_x', 'C=3'],
      variables: { A: '1', B: 'x y' },
    });
  });

  const forTheShell = [
    'check_x | head',
    'check_x > /dev/null',
    'check_x < /dev/null',
    'check_x; exit 1',
    'check_x && true',
    'check_x $HOME',
    'check_x "$HOME"',
    'check_x "`id`"',
    'check_x (a)',
    'check_x *.c',
    'check_x a?',
    `check_x 'open`,
    String.raw`check_x "a\"b"`,
  ];
  for (const line of forTheShell) {
    it(`is for the shell: ${line}`, () => {
      expect(readCommand(line)).to.deep.equal({ shell: line });
    });
  }
});
