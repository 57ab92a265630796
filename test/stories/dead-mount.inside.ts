// Runs in a mount namespace of its own: makes a file system that does not answer, asks about it, and prints as JSON
// what came of it. Arguments: bindfs, the reference check_disk, a folder to work in.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { thisMachine } from '../../plugins/check/context.ts';
import { runCheck } from '../../plugins/run.ts';
import { until } from '../until.ts';

const [bindfs = '', reference = '', folder = ''] = process.argv.slice(2);
const dead = join(folder, 'dead');
const alive = join(folder, 'alive');
for (const name of ['source', 'dead', 'alive']) mkdirSync(join(folder, name));
spawnSync('/usr/bin/mount', ['-t', 'tmpfs', '-o', 'size=10m', 'tmpfs', alive]);

const server = spawn(bindfs, ['-f', join(folder, 'source'), dead], { stdio: 'ignore' });
try {
  await until(
    'the mount',
    () => readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${dead} `) || undefined,
  );
  server.kill('SIGSTOP');
  const args = ['-t', '3', '-w', '10%', '-p', alive, '-p', dead];
  const command = spawnSync(process.execPath, ['watchclock.ts', 'check_disk', ...args], {
    encoding: 'utf8',
  });
  const hanging = spawnSync(reference, args, { timeout: 5000, killSignal: 'SIGKILL' });
  const machine = thisMachine();
  const rounds = Array.from({ length: 8 }, () => runCheck('check_disk', args, machine));
  const resident = await Promise.all(rounds);
  const stillReads = (await readFile('/proc/self/comm', 'utf8')) !== '';
  await until('the end of every question', () => childrenCalledStat() === 0 || undefined);
  server.kill('SIGCONT');
  const revived = await runCheck('check_disk', args, machine);
  const seen = {
    reference: hanging.signal,
    command: { status: command.status, output: command.stdout },
    resident,
    stillReads,
    revived,
  };
  console.log(JSON.stringify(seen));
} finally {
  server.kill('SIGCONT');
  server.kill('SIGTERM');
}

function childrenCalledStat(): number {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return parents.filter((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return stat.includes(`(stat)`) && stat.split(') ')[1]?.split(' ')[1] === String(process.pid);
    } catch {
      return false;
    }
  }).length;
}
