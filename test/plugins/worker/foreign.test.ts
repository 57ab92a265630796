import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runForeign } from '../../../plugins/worker/foreign.ts';
import { outputLimit } from '../../../plugins/worker/kept-output.ts';
import { until } from '../../until.ts';
import { isAlive } from './processes.ts';

const run = (line: string, signal = new AbortController().signal) =>
  runForeign(line, { env: process.env, signal });

describe('a command that is not ours', () => {
  it('gives its output and exit status', async () => {
    expect(await run(`sh -c 'echo out; echo err >&2; exit 2'`)).to.deep.equal({
      waitStatus: 512,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('is run by the shell where it needs one', async () => {
    expect((await run('echo a | tr a b')).stdout).to.equal('b\n');
  });

  it('finds the variables before it in its environment', async () => {
    expect((await run(`A=1 B='x y' printenv A B`)).stdout).to.equal('1\nx y\n');
  });

  it('that is only variables is an error, as in Core', async () => {
    expect(await run('A=1')).to.deep.equal({
      ...{ waitStatus: 256, stdout: '', stderr: 'No command after variables.\n' },
    });
  });

  it('that ends by a signal says which', async () => {
    expect((await run(`sh -c 'kill -9 $$'`)).waitStatus).to.equal(9);
  });

  it('that does not exist is told in the words of Core', async () => {
    expect(await run('/no/such/plugin -x')).to.deep.equal({
      waitStatus: 512,
      stdout: '',
      stderr: 'execvp(/no/such/plugin, ...) failed. errno is 2: No such file or directory\n',
    });
  });

  it('is done when it ends, whatever it left running', async () => {
    const { stdout } = await run(`sh -c 'sleep 2 & echo left'`);
    expect(stdout).to.equal('left\n');
  });

  it('is read to its end and kept up to the limit', async () => {
    const { stdout, waitStatus } = await run(`sh -c 'head -c 3000000 /dev/zero | tr "\\0" x'`);
    expect(waitStatus).to.equal(0);
    expect(stdout).to.equal('x'.repeat(outputLimit));
  });

  it('is killed with all it started when its time is over', async () => {
    const abort = new AbortController();
    const dir = mkdtempSync(join(tmpdir(), 'foreign-'));
    const file = join(dir, 'pid');
    const ended = run(`sh -c 'sleep 4321 & echo $! | tee ${file}; wait'`, abort.signal);
    const started = () => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n');
    await until('what it starts', () => started() || undefined);
    const sleeper = Number(readFileSync(file, 'utf8'));
    rmSync(dir, { recursive: true });
    await new Promise(setImmediate); // what it wrote before that file has been read then
    abort.abort();
    expect(await ended).to.include({ errorCode: 62, stdout: `${sleeper}\n` });
    await until('the end of what it started', () => !isAlive(sleeper) || undefined);
  });
});
