import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { skip } from '../../skip.ts';

const program = join(import.meta.dirname, '../../../watchclock.ts');

function worker(...args: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [program, 'worker', ...args], { encoding: 'utf8' });
}

describe('watchclock worker', () => {
  it('explains itself, with an example', () => {
    const { status, stdout } = worker('--help');
    expect(status).to.equal(0);
    expect(stdout).to.match(
      /Example:\n {2}watchclock worker --query-socket \S+ --plugin check_load/,
    );
  });

  const wrong: [string[], string][] = [
    [[], '--query-socket: is missing'],
    [
      ['--query-socket', 'x', '--name', 'a;b'],
      '--name: not a name without blanks, ";" and "=": "a;b"',
    ],
    [
      ['--query-socket', 'x', '--plugin', ''],
      '--plugin: not a name without blanks, ";" and "=": ""',
    ],
    [['--query-socket', 'x', '--executors', '0'], '--executors: not a count from 1 to 64: "0"'],
    [['--query-socket', 'x', '--role', 'king'], `--role: is for the worker's own use: "king"`],
    [['--nonsense'], `Unknown option '--nonsense'`],
  ];
  for (const [args, sentence] of wrong) {
    it(`refuses ${args.join(' ') || 'to be told nothing'}`, () => {
      const { status, stderr } = worker(...args);
      expect(status).to.equal(2);
      expect(stderr).to.contain(`watchclock worker: ${sentence}`).and.to.contain('Usage:');
    });
  }

  it('refuses to run as root unless told', function () {
    if (process.geteuid?.() !== 0) skip(this, 'needs root');
    const { status, stderr } = worker('--query-socket', '/nowhere');
    expect(status).to.equal(1);
    expect(stderr).to.contain('runs as root only with --allow-root');
  });
});
