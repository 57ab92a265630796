import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { type PreparedMachine, prepareMachine } from './machine.ts';

describe('a check as a command', () => {
  let machine: PreparedMachine;
  let list: string;
  before(() => {
    const line = `S 0 7 1 10 20 0.5 00:09 cron /usr/sbin/cron ${'ä€😀'.repeat(40)}\n`;
    machine = prepareMachine({ list: `HEADER\n${line.repeat(100)}` });
    list = join(machine.context.root, 'list');
  });
  after(() => machine.remove());

  const command = (...args: string[]) =>
    spawnSync(process.execPath, ['watchclock.ts', ...args], { encoding: 'buffer' });

  it('prints its answer and ends with its exit code', () => {
    const { status, stdout, stderr } = command(
      'check_procs',
      `--input-file=${list}`,
      '-w',
      '5',
      '-c',
      '200',
    );
    expect(stdout.toString()).to.equal('PROCS WARNING: 100 processes | procs=100;5;200;0;\n');
    expect(stderr.toString()).to.equal('');
    expect(status).to.equal(1);
  });

  it('prints usage errors and help on standard output, too, with exit code 3', () => {
    for (const args of [['--nonsense'], ['-h'], ['-V'], ['-w']]) {
      const { status, stdout, stderr } = command('check_load', ...args);
      expect([status, stderr.toString()]).to.deep.equal([3, '']);
      expect(stdout.toString()).to.match(/^(check_load v|Usage:$)/m);
    }
  });

  it('prints no more than Nagios reads, and whole characters', () => {
    const { stdout } = command('check_procs', `--input-file=${list}`, '-vv');
    expect(stdout.length).to.be.within(8192 - 4, 8192);
    expect(stdout.toString()).not.to.contain('\ufffd');
    expect(stdout.toString()).to.match(
      /^PROCS OK: 100 processes \| procs=100;;;0;\nMatched: .*\n$/s,
    );
  });

  it('still has its exit code when nobody reads its answer', async () => {
    const args = ['watchclock.ts', 'check_procs', `--input-file=${list}`, '-vv', '-c', '5'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.destroy();
    const [status] = await once(child, 'exit');
    expect(status).to.equal(2);
  });
});
