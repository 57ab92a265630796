import { rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runCheck } from '../../plugins/run.ts';
import { type PreparedMachine, prepareMachine } from './machine.ts';
import { procFiles } from './proc-entry.ts';

const container = 'ab'.repeat(32);

describe('check_procs', () => {
  let machine: PreparedMachine;
  before(() => {
    machine = prepareMachine({
      ...procFiles([
        { pid: 1, ppid: 0, command: 'systemd', args: '/sbin/init' },
        { pid: 2, ppid: 0, command: 'kthreadd' },
        { pid: 3, ppid: 2, command: 'kworker/R-netns' },
        { pid: 40, ppid: 1, command: 'my prog', args: 'my prog --a|b' },
        {
          pid: 41,
          ppid: 1,
          command: 'java',
          args: 'java -jar shop.jar',
          uid: 5,
          rss: 900,
          cgroup: `/docker/${container}`,
        },
        {
          pid: 42,
          ppid: 1,
          command: 'java',
          args: 'java -jar till.jar',
          uid: 6,
          rss: 500,
          cgroup: '/system.slice/till.service/x',
        },
        { pid: 43, ppid: 1, command: 'defunct', letter: 'Z' },
      ]),
      'etc/passwd': 'root:x:0:0::/root:/bin/sh\ntill:x:6:6::/:/bin/sh\n',
    });
  });
  after(() => machine.remove());
  const firstLine = async (...args: string[]) =>
    (await runCheck('check_procs', args, machine.context)).output.split('\n')[0];

  const lines: [string[], string][] = [
    [[], 'PROCS OK: 7 processes | procs=7;;;0;'],
    [['-k'], 'PROCS OK: 6 processes | procs=6;;;0;'],
    [['-k', '-C', 'systemd'], "PROCS OK: 1 process with command name 'systemd' | procs=1;;;0;"],
    [['-C', 'my prog'], "PROCS OK: 1 process with command name 'my prog' | procs=1;;;0;"],
    [['-C', 'R-netns'], "PROCS OK: 1 process with command name 'R-netns' | procs=1;;;0;"],
    [['-a', 'a|b'], "PROCS OK: 1 process with args 'a,b' | procs=1;;;0;"],
    [
      ['-u', 'till', '-s', 'S'],
      'PROCS OK: 1 process with UID = 6 (till), STATE = S | procs=1;;;0;',
    ],
    [
      ['-X', 'java,systemd'],
      "PROCS OK: 4 processes with exclude progs 'java,systemd' | procs=4;;;0;",
    ],
    [
      ['--cgroup', '/system.slice'],
      "PROCS OK: 1 process with cgroup '/system.slice' | procs=1;;;0;",
    ],
    [
      ['--cgroup', 'system.slice/til'],
      "PROCS OK: 0 processes with cgroup 'system.slice/til' | procs=0;;;0;",
    ],
    [
      ['--container', container.slice(0, 12)],
      `PROCS OK: 1 process with container '${container.slice(0, 12)}' | procs=1;;;0;`,
    ],
    [
      ['--container', container.slice(0, 8)],
      `PROCS OK: 0 processes with container '${container.slice(0, 8)}' | procs=0;;;0;`,
    ],
    [
      ['--exactly-one', 'till:till[.]jar$'],
      "PROCS OK: 1 process with UID = 6 (till), regex args 'till[.]jar$' | procs=1;;1:1;0;",
    ],
    [
      ['--exactly-one', 'till:shop'],
      "PROCS CRITICAL: 0 processes with UID = 6 (till), regex args 'shop' | procs=0;;1:1;0;",
    ],
    [
      ['-m', 'RSS', '-w', '400', '-c', '800', '-v'],
      'RSS CRITICAL: 1 crit, 1 warn out of 7 processes [java, java] | procs=7;;;0; procs_warn=1;;;0; procs_crit=1;;;0;',
    ],
    [['5', '6', 'Z'], 'PROCS OK: 1 process with STATE = Z | procs=1;5;6;0;'],
    [['-u', 'nobody-here'], 'check_procs: User name was not found - nobody-here'],
    [['-u', '77'], 'check_procs: UID was not found - 77'],
    [
      ['--ereg-argument-array', '('],
      'PROCS UNKNOWN: Could not compile regular expression - Unmatched ( or \\(',
    ],
    [['--input-file', '/nowhere'], 'Error opening /nowhere: No such file or directory'],
    [['--input-file', '/'], 'Error opening /: Not a regular file'],
  ];
  for (const [args, line] of lines) {
    it(`${args.join(' ') || '(nothing)'}: ${line}`, async () => {
      expect(await firstLine(...args)).to.equal(line);
    });
  }

  it('does not count the command itself and its parent', async () => {
    const context = { ...machine.context, ownPids: [40, 1] };
    const { output } = await runCheck('check_procs', [], context);
    expect(output).to.equal('PROCS OK: 5 processes | procs=5;;;0;');
  });

  it('is UNKNOWN when it finds no process at all', async () => {
    machine.write('empty', '');
    const file = join(machine.context.root, 'empty');
    expect(await firstLine('--input-file', file)).to.equal('Unable to read output');
  });

  it('lists the processes and what it could not read below the status line', async () => {
    machine.write('list', 'HEADER\nS 0 7 1 10 20 0.5 00:09 cron /usr/sbin/cron -f\nnonsense\n');
    const args = ['-vv', '--input-file', join(machine.context.root, 'list')];
    const { output } = await runCheck('check_procs', args, machine.context);
    expect(output.split('\n')).to.deep.equal([
      'PROCS OK: 1 process | procs=1;;;0;',
      'Not parseable: nonsense',
      'Matched: uid=0 vsz=10 rss=20 pid=7 ppid=1 pcpu=0.50 stat=S etime=00:09 prog=cron args=/usr/sbin/cron -f',
    ]);
  });

  it('names the programs below the status line', async () => {
    const { output } = await runCheck('check_procs', ['-v', '-s', 'Z'], machine.context);
    expect(output.split('\n')[1]).to.equal('defunct');
  });

  it('shares a reading, no older than a second, where the door says so', async () => {
    let now = 5000;
    const context = { ...machine.context, now: () => now };
    const sharing = { ...context, sharedFor: 1000, memory: new Map<string, unknown>() };
    const count = async (door: typeof context) =>
      (await runCheck('check_procs', [], door)).output.replace(/ processes.*$/, '');
    const [before] = await Promise.all([count(sharing), count(sharing)]);
    for (const [path, content] of Object.entries(
      procFiles([{ pid: 900, ppid: 1, command: 'later' }]),
    )) {
      machine.write(path, content);
    }
    const after = await count(context);
    expect(after).to.not.equal(before);
    now += 999;
    expect(await count(sharing)).to.equal(before);
    now += 1;
    expect(await count(sharing)).to.equal(after);
    rmSync(join(machine.context.root, 'proc/900'), { recursive: true });
  });

  it('gives up on a list that its expression would search for ever', async () => {
    machine.write('list', `HEADER\nS 0 7 1 10 20 0.5 00:09 x ${'a'.repeat(64)}!\n`);
    const list = ['--input-file', join(machine.context.root, 'list'), '-t', '1'];
    const { output } = await runCheck(
      'check_procs',
      [...list, '--ereg-argument-array', '^(a+)+\\1x'],
      machine.context,
    );
    expect(output).to.equal('CRITICAL - Plugin timed out after 1 seconds');
  });

  it('finds this very process on this machine', async () => {
    const { output } = await runCheck('check_procs', [
      '-u',
      userInfo().username,
      '-a',
      'mocha',
      '-c',
      '1:',
    ]);
    expect(output).to.match(/^PROCS OK: [1-9]/);
  });
});
