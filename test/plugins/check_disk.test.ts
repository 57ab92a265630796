import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runCheck } from '../../plugins/run.ts';
import { type PreparedMachine, prepareMachine } from './machine.ts';

const mountinfo = [
  ['/', 'ext4', '/dev/vda1'],
  ['/proc', 'proc', 'proc'],
  ['/data', 'xfs', '/dev/vdb1'],
  ['/data/deep', 'ext4', '/dev/vdc1'],
  ['/layer', 'overlay', 'overlay'],
  ['/home', 'nfs4', 'server:/home'],
  ['/auto', 'autofs', 'auto.home'],
  ['/data', 'xfs', '/dev/vdd1'],
].map(([path, type, device]) => `1 1 0:1 / ${path} rw - ${type} ${device} rw`);

describe('check_disk', () => {
  let machine: PreparedMachine;
  before(() => {
    machine = prepareMachine({ 'proc/self/mountinfo': `${mountinfo.join('\n')}\n` });
    for (const path of ['data/deep/x', 'data2', 'layer', 'home', 'auto/x']) {
      mkdirSync(join(machine.context.root, path), { recursive: true });
    }
    symlinkSync('data', join(machine.context.root, 'link'));
  });
  after(() => machine.remove());
  const run = (args: string) => runCheck('check_disk', args.split(' '), machine.context);
  const firstLine = async (args: string) => (await run(args)).output.split('\n')[0] ?? '';

  // In the largest unit the figures of any test machine are 0; what counts here is which paths are named.
  const named = async (args: string) =>
    [...(await firstLine(`-u PB ${args}`)).matchAll(/ (\S+) 0PiB/g)].map(([, name]) => name);

  const selections: [string, string[]][] = [
    ['-w 1%', ['/', '/data', '/data/deep', '/home']],
    ['-w 1% -A', ['/', '/data', '/data/deep', '/home']],
    ['-w 1% -l', ['/', '/data', '/data/deep']],
    ['-w 1% -L', ['/', '/data', '/data/deep']],
    ['-w 1% -p /data/deep/x', ['/data/deep']],
    ['-w 1% -p /data2', ['/']],
    ['-w 1% -p /link', ['/']],
    ['-w 1% -p /data -p /data/deep -p /data', ['/data', '/data/deep']],
    ['-w 1% -p /dev/vdc1', ['/data/deep']],
    ['-w 1% -p /dev/vdc1 -M', ['/dev/vdc1']],
    ['-w 1% -M -p /data', ['/dev/vdd1']],
    ['-w 1% -E -p /data', ['/data']],
    ['-w 1% -p /layer', ['/layer']],
    ['-w 1% -p /auto/x', ['/auto']],
    ['-w 1% -r layer', ['/layer']],
    ['-w 1% -N overlay', ['/layer']],
    ['-w 1% -N ext.', ['/', '/data/deep']],
    ['-w 1% -N ext', []],
    ['-w 1% -X ext4|xfs', ['/home']],
    ['-w 1% -x /data -x /dev/vda1', ['/data/deep', '/home']],
    ['-w 1% -r vd[bc]', ['/data', '/data/deep']],
    ['-w 1% -R ^/DATA', ['/data', '/data/deep']],
    ['-w 1% -A -i data', ['/', '/home']],
    ['-w 1% -A -I HOME -p /home', ['/', '/data', '/data/deep', '/home']],
    ['-w 1% -g all -p /data -p /data/deep', ['all']],
    ['-w 1% -g one -p /data -C -w 1% -p /home', ['one', '/home']],
    ['-w 1% -C -w 2% -p /data', ['/', '/data', '/data/deep', '/home']],
    ['1 2 /data', ['/data']],
  ];
  for (const [args, names] of selections) {
    it(`${args} looks at ${names.join(' and ') || 'nothing'}`, async () => {
      expect(await named(args)).to.deep.equal(names);
    });
  }

  const refusals: [string, number, string][] = [
    ['-p /data', 3, 'DISK UNKNOWN: Must set a threshold value before using -p'],
    ['-r data', 3, 'DISK UNKNOWN: Must set a threshold value before using -r/-R'],
    ['-w 1% -p /data -E', 3, 'DISK UNKNOWN: Must set -E before selecting paths'],
    ['-w 1% -p /data -g x', 3, 'DISK UNKNOWN: Must set group value before selecting paths'],
    [
      '-w 1% -i x',
      3,
      'DISK UNKNOWN: Paths need to be selected before using -i/-I. Use -A to select all paths explicitly',
    ],
    [
      '-w 1% -r nosuch',
      3,
      'DISK UNKNOWN: Regular expression did not match any path or disk - nosuch',
    ],
    ['-w 1% -r (', 3, 'DISK UNKNOWN: Could not compile regular expression - Unmatched ( or \\('],
    ['-w 1% -X (', 3, 'DISK UNKNOWN: Could not compile regular expression - Unmatched ( or \\('],
    ['-w 1% -u foo', 3, 'unit type foo not known'],
    ['-w abc', 3, '--warning: not a limit of free space (N or N%): "abc"'],
    ['-w 101%', 3, '--warning: more than 100 %: "101%"'],
    ['-W -5%', 3, 'Range format incorrect'],
    ['101 200 /data', 3, 'warning: not a percentage: "101"'],
    ['1 2 /data /home', 3, 'check_disk: unexpected argument: "/home"'],
    [
      '-w 1% --mount-timeout 10',
      3,
      '--mount-timeout: not shorter than the time-out of 10 seconds: "10"',
    ],
    [
      '-w 1% -p /nowhere',
      2,
      'DISK CRITICAL - /nowhere is not accessible: No such file or directory',
    ],
    [
      '-w 1% -p /data -p /nowhere',
      2,
      'DISK CRITICAL - /nowhere is not accessible: No such file or directory',
    ],
    ['-w 1% -E -p /data2', 2, 'DISK CRITICAL: /data2 not found'],
    [
      '-w 1% -E -p /nowhere',
      2,
      'DISK CRITICAL - /nowhere is not accessible: No such file or directory',
    ],
    [
      '-w 1% -n -p /nowhere',
      0,
      'DISK OK - No disks were found for provided parameters - ignored paths: /nowhere;',
    ],
    ['-w 1% -N nosuch', 3, 'DISK UNKNOWN - free space:'],
  ];
  for (const [args, code, line] of refusals) {
    it(`${args}: ${line}`, async () => {
      const { exitCode } = await run(args);
      expect([exitCode, await firstLine(args)]).to.deep.equal([code, line]);
    });
  }

  it('still tells of the others when a path is not there', async () => {
    const { output } = await run('-w 1% -u PB -p /data -p /nowhere');
    expect(output.split('\n')[1]).to.match(
      /^DISK OK - free space: \/data 0PiB \(\d+% inode=\d+%\);$/,
    );
  });

  it('says more of each file system when asked to', async () => {
    const { output } = await run('-vv -w 0% -p /data');
    expect(output.split('\n')[1]).to.match(
      /^\/data: xfs \/dev\/vdd1 on \/data, \d+ blocks of \d+ bytes, /,
    );
  });

  it('forecasts when a disk will be full, in a process that stays', async () => {
    let now = 0;
    const context = { ...machine.context, now: () => now, memory: new Map() };
    const measure = async () =>
      (await runCheck('check_disk', ['-w', '0%', '-p', '/data', '--forecast', '9999999'], context))
        .output;
    for (const hours of [0, 1]) {
      now = hours * 3_600_000;
      expect(await measure()).not.to.contain('full');
    }
    const histories = [...context.memory.values()].find((value) => value instanceof Map);
    for (const [at, point] of [...(histories?.get('/dev/vdd1 on /data') ?? [])].entries())
      point.value = at;
    now = 2 * 3_600_000;
    expect(await measure()).to.match(
      /^DISK WARNING - free space: .* - \/data will be full in \d+\.\d days\|/,
    );
  });
});
